package dog.rebe.chronicle.note;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A text with signatures below it (C2SP signed-note). Whose they are is told by {@link #isSignedBy}
 * only: a note that was read is not trusted yet.
 *
 * @param text what is signed; ends in a line feed
 * @param signatures at least one
 */
public record SignedNote(String text, List<NoteSignature> signatures) {

  /** The most bytes that are read as one note. */
  public static final int MAX_BYTES = 256 * 1024;

  private static final int MAX_SIGNATURES = 64;
  private static final String BREAK = "\n\n";

  public SignedNote {
    signatures = List.copyOf(signatures);
    if (!text.endsWith("\n") || text.chars().anyMatch(c -> c < ' ' && c != '\n')) {
      throw new IllegalArgumentException(
          "The text of a note ends in a line feed and has no other control characters");
    }
    if (signatures.isEmpty() || signatures.size() > MAX_SIGNATURES) {
      throw new IllegalArgumentException(
          "A note has 1 to " + MAX_SIGNATURES + " signatures, not " + signatures.size());
    }
  }

  /**
   * Reads a note.
   *
   * @throws IllegalArgumentException if it is none; the message says why
   */
  public static SignedNote parse(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "A note has at most " + MAX_BYTES + " bytes, not " + bytes.length);
    }
    String all;
    try {
      all = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("A note is text in UTF-8", e);
    }
    int end = all.lastIndexOf(BREAK);
    if (end < 0 || !all.endsWith("\n")) {
      throw new IllegalArgumentException(
          "A signed note has an empty line before its signatures and ends in a line feed");
    }
    List<NoteSignature> signatures = new ArrayList<>();
    for (String line : lines(all.substring(end + BREAK.length()))) {
      signatures.add(signature(line));
    }
    return new SignedNote(all.substring(0, end + 1), signatures);
  }

  private static List<String> lines(String text) {
    return text.isEmpty() ? List.of() : List.of(text.substring(0, text.length() - 1).split("\n"));
  }

  private static NoteSignature signature(String line) {
    String[] parts = line.split(" ", -1);
    if (parts.length != 3 || !parts[0].equals("\u2014")) {
      throw new IllegalArgumentException("'" + line + "' is no signature of a note");
    }
    return new NoteSignature(parts[1], parts[2]);
  }

  /**
   * Whether this key signed it.
   *
   * @return false if it has no signature by this key, and if it has one that is wrong
   */
  public boolean isSignedBy(VerifierKey key) {
    List<NoteSignature> its =
        signatures.stream()
            .filter(signature -> signature.name().equals(key.name()))
            .filter(signature -> signature.keyId() == key.id())
            .toList();
    return !its.isEmpty() && its.stream().allMatch(signature -> key.verifies(text, signature));
  }

  /** The same with a further signature at the end. */
  public SignedNote with(NoteSignature signature) {
    List<NoteSignature> more = new ArrayList<>(signatures);
    more.add(signature);
    return new SignedNote(text, more);
  }

  /** Itself as it is written. */
  public byte[] bytes() {
    StringBuilder all = new StringBuilder(text).append('\n');
    signatures.forEach(signature -> all.append(signature.line()));
    return all.toString().getBytes(StandardCharsets.UTF_8);
  }
}
