package dog.rebe.command;

import java.nio.charset.StandardCharsets;

/**
 * Bytes seen as characters one to one, so that string functions work on what need not be text.
 *
 * @param text one character for each byte
 */
record Latin1(String text) {

  Latin1(byte[] bytes) {
    this(new String(bytes, StandardCharsets.ISO_8859_1));
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
