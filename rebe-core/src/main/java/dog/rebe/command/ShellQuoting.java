package dog.rebe.command;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Makes one word of a shell's command line out of bytes. */
final class ShellQuoting {

  private static final String SAFE = "_/.,:@%+-";

  private ShellQuoting() {}

  /** One word of a POSIX shell. Words that need no quotes get none. */
  static byte[] posix(byte[] word) {
    if (isSafe(word)) {
      return word.clone();
    }
    ByteArrayOutputStream quoted = new ByteArrayOutputStream(word.length + 16);
    quoted.write('\'');
    for (byte b : word) {
      if (b == '\'') {
        quoted.writeBytes(ascii("'\\''"));
      } else {
        quoted.write(b);
      }
    }
    quoted.write('\'');
    return quoted.toByteArray();
  }

  /**
   * One word that POSIX shells, fish and csh read alike. Inside single quotes fish looks at
   * backslashes and csh at exclamation marks, so both stand outside of them, each behind a
   * backslash.
   *
   * @param word without a newline, which csh cannot have in quotes
   */
  static byte[] any(byte[] word) {
    ByteArrayOutputStream quoted = new ByteArrayOutputStream(word.length + 16);
    quoted.write('\'');
    for (byte b : word) {
      if (b == '\n') {
        throw new IllegalArgumentException("csh takes no newline between quotes");
      }
      if (b == '\'' || b == '\\' || b == '!') {
        quoted.writeBytes(new byte[] {'\'', '\\', b, '\''});
      } else {
        quoted.write(b);
      }
    }
    quoted.write('\'');
    return quoted.toByteArray();
  }

  static byte[] posix(String word) {
    return posix(word.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static boolean isSafe(byte[] word) {
    for (byte b : word) {
      boolean letter = (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
      boolean digit = b >= '0' && b <= '9';
      if (!letter && !digit && SAFE.indexOf(b) < 0) {
        return false;
      }
    }
    return word.length > 0;
  }
}
