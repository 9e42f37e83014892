package dog.rebe.ssh.trust;

import java.nio.file.Path;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A file of known hosts that cannot be read, written or understood. The message names the file, the
 * line where there is one, and the remedy.
 */
public final class KnownHostsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Path file;
  private final int line;

  private KnownHostsException(Path file, int line, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.file = file;
    this.line = line;
  }

  static KnownHostsException atLine(Path file, int line, String problem) {
    return new KnownHostsException(file, line, file + ":" + line + ": " + problem, null);
  }

  static KnownHostsException ofFile(Path file, String problem) {
    return new KnownHostsException(file, 0, file + ": " + problem, null);
  }

  static KnownHostsException ofFile(Path file, String problem, Throwable cause) {
    return new KnownHostsException(file, 0, file + ": " + problem, cause);
  }

  /** The file. */
  public Path file() {
    return file;
  }

  /** The line, from 1; empty if the matter is the file as a whole. */
  public OptionalInt line() {
    return line == 0 ? OptionalInt.empty() : OptionalInt.of(line);
  }
}
