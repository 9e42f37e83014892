package dog.rebe.outcome;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes text that came from elsewhere safe to show: on a terminal, in a log, in a message. What
 * could steer a terminal or hide its own meaning is written out, so that a person sees that it was
 * there:
 *
 * <ul>
 *   <li>control characters (C0, DEL and C1, hence every escape sequence) as {@code \n}, {@code \t},
 *       {@code \r} or {@code \}{@code u001b};
 *   <li>format characters (bidirectional overrides and isolates, zero-width characters, tags), line
 *       and paragraph separators and unpaired surrogates as {@code \}{@code u202e} or {@code
 *       \}{@code u{e0001}};
 *   <li>bytes that are not UTF-8 as {@code \xff}.
 * </ul>
 *
 * <p>The result is for people. It cannot be turned back: a backslash stays as it is.
 */
public final class VisibleText {

  private static final String MORE = "…";

  private VisibleText() {}

  /**
   * One line of text.
   *
   * @param text anything
   * @param maxCharacters the most code points of the result, at least 1; what is longer ends in "…"
   */
  public static String line(String text, int maxCharacters) {
    StringBuilder shown = new StringBuilder(Math.min(text.length(), maxCharacters) + 16);
    ShownLine line = new ShownLine(shown, maxCharacters);
    text.codePoints().takeWhile(c -> line.hasRoom()).forEach(c -> line.add(visible(c)));
    return line.finish();
  }

  /**
   * One line of bytes that should be UTF-8.
   *
   * @param bytes anything
   * @param maxCharacters the most code points of the result, at least 1; what is longer ends in "…"
   */
  public static String line(byte[] bytes, int maxCharacters) {
    return line(ByteBuffer.wrap(bytes), maxCharacters);
  }

  /**
   * Bytes that should be UTF-8, as lines: split at each line feed, a carriage return before it left
   * out.
   *
   * @param bytes anything
   * @param maxLines the most lines of the result, at least 1; where more came, the last one is "…"
   * @param maxCharacters the most code points of each line, at least 1; what is longer ends in "…"
   */
  public static List<String> lines(byte[] bytes, int maxLines, int maxCharacters) {
    if (maxLines < 1) {
      throw new IllegalArgumentException("At least 1 line must be shown, not " + maxLines);
    }
    List<String> lines = new ArrayList<>();
    int start = 0;
    while (start < bytes.length) {
      int end = start;
      while (end < bytes.length && bytes[end] != '\n') {
        end++;
      }
      if (lines.size() == maxLines) {
        lines.set(maxLines - 1, MORE);
        break;
      }
      boolean carriageReturn = end > start && end < bytes.length && bytes[end - 1] == '\r';
      int length = end - start - (carriageReturn ? 1 : 0);
      lines.add(line(ByteBuffer.wrap(bytes, start, length), maxCharacters));
      start = end + 1;
    }
    return List.copyOf(lines);
  }

  private static String line(ByteBuffer bytes, int maxCharacters) {
    ShownLine line = new ShownLine(new StringBuilder(), maxCharacters);
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CharBuffer character = CharBuffer.allocate(2);
    while (bytes.hasRemaining() && line.hasRoom()) {
      ByteBuffer next = bytes.slice().limit(Math.min(4, bytes.remaining()));
      character.clear();
      int used = decodeOne(decoder, next, character);
      if (used == 0) {
        line.add(String.format("\\x%02x", bytes.get()));
      } else {
        line.add(visible(Character.codePointAt(character.array(), 0)));
        bytes.position(bytes.position() + used);
      }
    }
    return line.finish();
  }

  /** Decodes the first character; returns the number of its bytes, 0 if they are no UTF-8. */
  private static int decodeOne(CharsetDecoder decoder, ByteBuffer bytes, CharBuffer character) {
    int available = bytes.remaining();
    for (int length = 1; length <= available; length++) {
      decoder.reset();
      character.clear();
      CoderResult result = decoder.decode(bytes.slice().limit(length), character, true);
      if (!result.isError() && character.position() > 0) {
        return length;
      }
    }
    return 0;
  }

  private static String visible(int c) {
    return switch (c) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> isShownAsItIs(c) ? Character.toString(c) : escaped(c);
    };
  }

  private static String escaped(int c) {
    return String.format(c <= 0xffff ? "\\u%04x" : "\\u{%x}", c);
  }

  private static boolean isShownAsItIs(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  /** A line that is never cut inside an escape. */
  private static final class ShownLine {
    private final StringBuilder text;
    private final int maxCharacters;
    private int characters;
    private int lengthWithRoomForMore;
    private boolean full;

    ShownLine(StringBuilder text, int maxCharacters) {
      if (maxCharacters < 1) {
        throw new IllegalArgumentException(
            "At least 1 character must be shown, not " + maxCharacters);
      }
      this.text = text;
      this.maxCharacters = maxCharacters;
    }

    boolean hasRoom() {
      return !full;
    }

    void add(String piece) {
      int length = piece.codePointCount(0, piece.length());
      if (characters + length > maxCharacters) {
        full = true;
        return;
      }
      text.append(piece);
      characters += length;
      if (characters < maxCharacters) {
        lengthWithRoomForMore = text.length();
      }
    }

    String finish() {
      if (full) {
        text.setLength(lengthWithRoomForMore);
        text.append(MORE);
      }
      return text.toString();
    }
  }
}
