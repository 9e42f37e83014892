package dog.rebe.command;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/**
 * How a script is handed to the login shell, which an SSH server puts between a request to execute
 * and the command (RFC 4254, section 6.5).
 */
public enum ShellDialect {

  /** The login shell is a POSIX shell and runs the script itself. */
  POSIX,

  /**
   * The login shell is a POSIX shell, zsh, fish, csh or tcsh, and it need not be known which: a
   * quoting that all of them read alike replaces it by {@code /bin/sh}. That costs one more exec
   * and no fork. Sent as the first command of a session, it also tells which dialect will do from
   * then on: see {@link HeaderReader#dialect()}. So the login shell is learned without a round trip
   * of its own.
   */
  ANY;

  /**
   * The longest command line in bytes that Linux hands to a program as one argument, without its
   * closing NUL ({@code MAX_ARG_STRLEN}, see execve(2)).
   */
  public static final int MAX_COMMAND_LINE_BYTES = 128 * 1024 - 1;

  private static final Set<String> POSIX_SHELLS =
      Set.of("sh", "bash", "dash", "ash", "busybox", "ksh", "ksh93", "mksh", "yash");
  private static final Set<String> OTHER_SHELLS = Set.of("zsh", "fish", "csh", "tcsh");

  /**
   * The dialect of a login shell by its path.
   *
   * @param path the value of {@code $SHELL}, or the shell in the user database
   * @return empty if the shell is unsupported, or no shell at all
   */
  public static Optional<ShellDialect> ofLoginShell(String path) {
    String stripped = path.strip();
    String name = stripped.substring(stripped.lastIndexOf('/') + 1);
    if (POSIX_SHELLS.contains(name)) {
      return Optional.of(POSIX);
    }
    return OTHER_SHELLS.contains(name) ? Optional.of(ANY) : Optional.empty();
  }

  /**
   * The bytes of the request to execute.
   *
   * @throws IllegalArgumentException if they are more than {@link #MAX_COMMAND_LINE_BYTES}; nothing
   *     can be sent then
   */
  public byte[] commandLine(LoweredCommand lowered) {
    return commandLine(lowered.script());
  }

  /**
   * The bytes of the request to execute, for a POSIX script such as {@link ProcessGroup#endScript}.
   *
   * @throws IllegalArgumentException if they are more than {@link #MAX_COMMAND_LINE_BYTES}
   */
  public byte[] commandLine(String script) {
    return commandLine(script.getBytes(StandardCharsets.UTF_8));
  }

  private byte[] commandLine(byte[] script) {
    byte[] line = this == POSIX ? script : AnyShellText.wrap(script);
    if (line.length > MAX_COMMAND_LINE_BYTES) {
      throw new IllegalArgumentException(
          "The command is "
              + line.length
              + " bytes long on its way to the node's shell, which takes "
              + MAX_COMMAND_LINE_BYTES
              + ": send the large part by standard input");
    }
    return line;
  }
}
