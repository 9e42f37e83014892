package dog.rebe.command;

import dog.rebe.outcome.VisibleText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Masks the secrets of an attempt in a text that came from a node. A message shows a secret whole,
 * cut, split at a sign, or escaped as shells, JSON and {@link VisibleText} do; so every piece of
 * half its length goes, or of eight characters where half is more, and of a secret of up to four
 * characters the whole. What the node encoded otherwise, in base64 for instance, is not found.
 *
 * <p>It holds no value: a piece is known by a hash, and a collision masks too much, never too
 * little. Immutable and thread-safe.
 */
public final class Redaction {

  private static final String MASK = "***";

  private static final int SHORTEST_PIECE = 4;
  private static final int LONGEST_PIECE = 8;

  /** Sorted hashes by the length of the piece. */
  private final Map<Integer, long[]> pieces = new TreeMap<>();

  private Redaction() {}

  /** A mask for these values. */
  static Redaction of(Collection<byte[]> values) {
    Redaction redaction = new Redaction();
    for (byte[] value : values) {
      for (String form : forms(value)) {
        redaction.add(form);
      }
    }
    return redaction;
  }

  /** How long a part of a form of this length must be to be masked. */
  static int pieceOf(int length) {
    int half = (length + 1) / 2;
    return Math.min(length, Math.min(LONGEST_PIECE, Math.max(SHORTEST_PIECE, half)));
  }

  /** The text with {@code ***} for each piece of a secret. */
  public String redact(String text) {
    BitSet masked = new BitSet(text.length());
    pieces.forEach(
        (length, hashes) -> {
          for (int at = 0; at + length <= text.length(); at++) {
            if (Arrays.binarySearch(hashes, hash(text, at, length)) >= 0) {
              masked.set(at, at + length);
            }
          }
        });
    if (masked.isEmpty()) {
      return text;
    }
    StringBuilder shown = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      int from = masked.nextSetBit(at);
      int until = from < 0 ? text.length() : from;
      shown.append(text, at, until);
      at = until;
      if (from >= 0) {
        shown.append(MASK);
        at = masked.nextClearBit(from);
      }
    }
    return shown.toString();
  }

  /** As it is, and as shells, JSON and our own messages write it. */
  private static Set<String> forms(byte[] value) {
    String text = new String(value, StandardCharsets.UTF_8).strip();
    String escaped = text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t");
    byte[] line = SecretLine.of(value);
    Set<String> forms = new LinkedHashSet<>();
    forms.add(text);
    forms.add(VisibleText.line(value, Integer.MAX_VALUE).strip());
    forms.add(new String(line, StandardCharsets.US_ASCII).strip());
    forms.add(escaped);
    forms.add(escaped.replace("\"", "\\\""));
    forms.add(text.replace("'", "'\\''"));
    forms.remove("");
    Arrays.fill(line, (byte) 0);
    return forms;
  }

  private void add(String form) {
    int length = pieceOf(form.length());
    LongStream fresh =
        IntStream.rangeClosed(0, form.length() - length).mapToLong(at -> hash(form, at, length));
    LongStream known = Arrays.stream(pieces.getOrDefault(length, new long[0]));
    pieces.put(length, LongStream.concat(known, fresh).sorted().distinct().toArray());
  }

  private static long hash(String text, int at, int length) {
    long hash = length;
    for (int i = at; i < at + length; i++) {
      hash = (hash ^ text.charAt(i)) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 29;
    }
    return hash;
  }
}
