package dog.rebe.command;

import java.util.Arrays;

/**
 * A secret as one line of standard input that a shell's {@code read -r} takes unharmed: what is not
 * printable ASCII, and the backslash, are octal escapes of {@code printf %b} (POSIX, printf). The
 * shell decodes only lines that hold a backslash.
 */
final class SecretLine {

  private SecretLine() {}

  /** The line with its newline. The caller overwrites it after use. */
  static byte[] of(byte[] secret) {
    byte[] line = new byte[secret.length * 5 + 1];
    int length = 0;
    for (byte b : secret) {
      if (b > ' ' && b < 0x7f && b != '\\') {
        line[length++] = b;
      } else {
        int value = b & 0xff;
        line[length++] = '\\';
        line[length++] = '0';
        line[length++] = (byte) ('0' + (value >> 6));
        line[length++] = (byte) ('0' + ((value >> 3) & 7));
        line[length++] = (byte) ('0' + (value & 7));
      }
    }
    line[length++] = '\n';
    byte[] exact = Arrays.copyOf(line, length);
    Arrays.fill(line, (byte) 0);
    return exact;
  }

  /** Lines one after the other; the parts are overwritten. */
  static byte[] join(Iterable<byte[]> lines) {
    int length = 0;
    for (byte[] line : lines) {
      length += line.length;
    }
    byte[] all = new byte[length];
    int at = 0;
    for (byte[] line : lines) {
      System.arraycopy(line, 0, all, at, line.length);
      at += line.length;
      Arrays.fill(line, (byte) 0);
    }
    return all;
  }
}
