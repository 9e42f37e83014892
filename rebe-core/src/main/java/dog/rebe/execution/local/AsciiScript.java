package dog.rebe.execution.local;

import java.nio.charset.StandardCharsets;

/**
 * A script of any bytes as ASCII: Java hands arguments to a process in a character encoding that
 * depends on the locale and loses what it cannot encode.
 */
final class AsciiScript {

  private AsciiScript() {}

  /** The script itself if it is ASCII, else a script that prints and evaluates it. */
  static String of(byte[] script) {
    for (byte b : script) {
      if (b < 0) {
        return "eval \"$(printf '" + escaped(script) + "')\"";
      }
    }
    return new String(script, StandardCharsets.US_ASCII);
  }

  /** As the format of printf(1), within single quotes. */
  private static String escaped(byte[] script) {
    StringBuilder text = new StringBuilder(script.length * 2);
    for (byte b : script) {
      switch (b) {
        case '\\' -> text.append("\\\\");
        case '%' -> text.append("%%");
        case '\'' -> text.append("\\047");
        default -> {
          if (b < 0) {
            text.append(String.format("\\%03o", b & 0xff));
          } else {
            text.append((char) b);
          }
        }
      }
    }
    return text.toString();
  }
}
