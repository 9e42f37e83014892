package dog.rebe.command;

import dog.rebe.outcome.CapturedStream;
import dog.rebe.outcome.VisibleText;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * How output is split into lines. A line ends at a line feed and nowhere else.
 *
 * @param skipEmpty whether lines without a character are skipped; otherwise they are refused
 * @param finalNewlineOptional whether the last line may lack its line feed
 * @param noneAllowed whether there may be no line at all
 * @param maxLineBytes the longest line
 */
record OutputLines(
    boolean skipEmpty, boolean finalNewlineOptional, boolean noneAllowed, int maxLineBytes) {

  private static final int MAX_LINE_BYTES = 64 * 1024;
  private static final int MAX_SHOWN = 80;

  static final OutputLines STRICT = new OutputLines(false, false, false, MAX_LINE_BYTES);

  OutputLines {
    if (maxLineBytes < 1) {
      throw new IllegalArgumentException(
          "The limit of " + maxLineBytes + " bytes for a line must be at least 1");
    }
  }

  OutputLines skippingEmpty() {
    return new OutputLines(true, finalNewlineOptional, noneAllowed, maxLineBytes);
  }

  OutputLines withFinalNewlineOptional() {
    return new OutputLines(skipEmpty, true, noneAllowed, maxLineBytes);
  }

  OutputLines withNoneAllowed() {
    return new OutputLines(skipEmpty, finalNewlineOptional, true, maxLineBytes);
  }

  OutputLines withMaxLineBytes(int bytes) {
    return new OutputLines(skipEmpty, finalNewlineOptional, noneAllowed, bytes);
  }

  /** Takes a line that is not empty. */
  interface Consumer {
    void accept(String line) throws DecodeException;
  }

  /**
   * Hands over one line after the other; what is wrong with one of them is told with its number.
   */
  void forEach(CapturedStream stream, Consumer consumer) throws DecodeException {
    byte[] bytes = stream.bytes();
    int number = 0;
    int taken = 0;
    int start = 0;
    while (start < bytes.length) {
      number++;
      int end = start;
      while (end < bytes.length && bytes[end] != '\n') {
        end++;
      }
      if (end == bytes.length && !finalNewlineOptional) {
        throw wrong(number, "the last line does not end: the output may not be whole");
      }
      if (end > start) {
        String line = text(number, bytes, start, end);
        hand(number, line, consumer);
        taken++;
      } else if (!skipEmpty) {
        throw wrong(number, "it is empty");
      }
      start = end + 1;
    }
    if (taken == 0 && !noneAllowed) {
      throw new DecodeException("At least one line was expected, and none came");
    }
  }

  private static void hand(int number, String line, Consumer consumer) throws DecodeException {
    try {
      consumer.accept(line);
    } catch (DecodeException e) {
      throw wrong(number, e.getMessage() + ", in '" + VisibleText.line(line, MAX_SHOWN) + "'");
    } catch (RuntimeException e) {
      throw wrong(
          number,
          "'"
              + VisibleText.line(line, MAX_SHOWN)
              + "' was not understood: "
              + VisibleText.line(e.toString(), 2 * MAX_SHOWN));
    }
  }

  private String text(int number, byte[] bytes, int start, int end) throws DecodeException {
    if (end - start > maxLineBytes) {
      throw wrong(number, "it has " + (end - start) + " bytes, more than " + maxLineBytes);
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, start, end - start))
          .toString();
    } catch (CharacterCodingException e) {
      String shown = VisibleText.line(Arrays.copyOfRange(bytes, start, end), MAX_SHOWN);
      throw wrong(number, "it is not UTF-8 text: '" + shown + "'");
    }
  }

  private static DecodeException wrong(int number, String problem) {
    return new DecodeException("Line " + number + " of standard output: " + problem);
  }
}
