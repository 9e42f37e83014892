package dog.rebe.command;

import static dog.rebe.command.ShellQuoting.ascii;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/**
 * A POSIX script as a command line that POSIX shells, zsh, fish, csh and tcsh read alike: they
 * replace themselves by {@code /bin/sh}. csh takes no newline between quotes, so a newline travels
 * as a variable: a shell starts with it as the third character of IFS, which spares a fork to make
 * one.
 */
final class AnyShellText {

  /** What {@code $0} begins with under this form. */
  static final String SHELL_NAME = "rebe";

  private static final String PREFIX = "exec /bin/sh -c ";

  /**
   * {@code $status} is always set in csh, fish and zsh and hardly elsewhere; it ends up in {@code
   * $0}.
   */
  private static final String SUFFIX = " " + SHELL_NAME + "$status";

  private static final String FLAT_PREFIX = "rebe_n=${IFS#??};eval ";
  private static final String FLAT_NEWLINE = "'\"$rebe_n\"'";

  private AnyShellText() {}

  static byte[] wrap(byte[] script) {
    ByteArrayOutputStream line = new ByteArrayOutputStream(script.length + 128);
    line.writeBytes(ascii(PREFIX));
    line.writeBytes(ShellQuoting.any(flat(script)));
    line.writeBytes(ascii(SUFFIX));
    return line.toByteArray();
  }

  /** The script in a command line of this form; empty for any other command line. */
  static Optional<byte[]> unwrap(byte[] commandLine) {
    Latin1 line = new Latin1(commandLine);
    if (commandLine.length < PREFIX.length() + SUFFIX.length()
        || !line.text().startsWith(PREFIX)
        || !line.text().endsWith(SUFFIX)) {
      return Optional.empty();
    }
    String quoted = line.text().substring(PREFIX.length(), line.text().length() - SUFFIX.length());
    return ShellWords.read(quoted)
        .filter(words -> words.size() == 1)
        .map(words -> unflat(words.get(0)));
  }

  private static byte[] unflat(String script) {
    if (!script.startsWith(FLAT_PREFIX)) {
      return Latin1.bytes(script);
    }
    String quoted = script.substring(FLAT_PREFIX.length()).replace(FLAT_NEWLINE, "\n");
    return ShellWords.read(quoted)
        .filter(words -> words.size() == 1)
        .map(words -> Latin1.bytes(words.get(0)))
        .orElseGet(() -> Latin1.bytes(script));
  }

  private static byte[] flat(byte[] script) {
    boolean hasNewline = false;
    for (byte b : script) {
      hasNewline |= b == '\n';
    }
    if (!hasNewline) {
      return script;
    }
    ByteArrayOutputStream flat = new ByteArrayOutputStream(script.length + 256);
    flat.writeBytes(ascii(FLAT_PREFIX));
    flat.write('\'');
    for (byte b : script) {
      if (b == '\n') {
        flat.writeBytes(ascii(FLAT_NEWLINE));
      } else if (b == '\'') {
        flat.writeBytes(ascii("'\\''"));
      } else {
        flat.write(b);
      }
    }
    flat.write('\'');
    return flat.toByteArray();
  }
}
