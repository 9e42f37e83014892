package dog.rebe.cli.screen;

import java.io.ByteArrayOutputStream;

/** Tabs as spaces, so that columns stay columns under a margin. */
final class Tabs {

  private static final int STOP = 8;

  private Tabs() {}

  /**
   * The bytes with each tab as the spaces up to the next multiple of 8, counted from its line's
   * start.
   */
  static byte[] expanded(byte[] utf8) {
    ByteArrayOutputStream expanded = new ByteArrayOutputStream(utf8.length + 64);
    int column = 0;
    for (byte b : utf8) {
      if (b == '\t') {
        int spaces = STOP - column % STOP;
        for (int i = 0; i < spaces; i++) {
          expanded.write(' ');
        }
        column += spaces;
      } else {
        expanded.write(b);
        boolean continues = (b & 0xc0) == 0x80;
        column = b == '\n' ? 0 : column + (continues ? 0 : 1);
      }
    }
    return expanded.toByteArray();
  }
}
