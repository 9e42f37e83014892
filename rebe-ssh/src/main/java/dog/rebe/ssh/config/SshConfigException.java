package dog.rebe.ssh.config;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A configuration that cannot be read, is not understood, or asks for what is not supported. The
 * message names the file, the line where there is one, and the remedy.
 */
public final class SshConfigException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient @Nullable Path file;
  private final int line;

  private SshConfigException(
      @Nullable Path file, int line, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.file = file;
    this.line = line;
  }

  static SshConfigException at(Place place, String problem) {
    return new SshConfigException(place.file(), place.line(), place + ": " + problem, null);
  }

  static SshConfigException ofFile(Path file, String problem) {
    return new SshConfigException(file, 0, file + ": " + problem, null);
  }

  static SshConfigException ofFile(Path file, String problem, Throwable cause) {
    return new SshConfigException(file, 0, file + ": " + problem, cause);
  }

  static SshConfigException of(String problem) {
    return new SshConfigException(null, 0, problem, null);
  }

  /** The file, where one is to blame. */
  public Optional<Path> file() {
    return Optional.ofNullable(file);
  }

  /** The line, from 1, where one is to blame. */
  public OptionalInt line() {
    return line == 0 ? OptionalInt.empty() : OptionalInt.of(line);
  }
}
