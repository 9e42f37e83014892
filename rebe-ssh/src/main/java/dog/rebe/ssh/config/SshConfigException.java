package dog.rebe.ssh.config;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A configuration that cannot be read, is not understood, or asks for what is not supported. The
 * message names the file, the line where there is one, the problem and the remedy.
 */
public final class SshConfigException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient @Nullable Path file;
  private final int line;
  private final String problem;
  private final String remedy;

  private SshConfigException(
      @Nullable Path file, int line, String problem, String remedy, @Nullable Throwable cause) {
    super(place(file, line) + problem + ". " + remedy + ".", cause);
    this.file = file;
    this.line = line;
    this.problem = problem;
    this.remedy = remedy;
  }

  private static String place(@Nullable Path file, int line) {
    return file == null ? "" : line == 0 ? file + ": " : file + ":" + line + ": ";
  }

  static SshConfigException at(Place place, String problem, String remedy) {
    return new SshConfigException(place.file(), place.line(), problem, remedy, null);
  }

  static SshConfigException ofFile(Path file, String problem, String remedy) {
    return new SshConfigException(file, 0, problem, remedy, null);
  }

  static SshConfigException ofFile(Path file, String problem, String remedy, Throwable cause) {
    return new SshConfigException(file, 0, problem, remedy, cause);
  }

  static SshConfigException of(String problem, String remedy) {
    return new SshConfigException(null, 0, problem, remedy, null);
  }

  /** The file, where one is to blame. */
  public Optional<Path> file() {
    return Optional.ofNullable(file);
  }

  /** The line, from 1, where one is to blame. */
  public OptionalInt line() {
    return line == 0 ? OptionalInt.empty() : OptionalInt.of(line);
  }

  /** What is wrong, naming the value. */
  public String problem() {
    return problem;
  }

  /** What to do about it. */
  public String remedy() {
    return remedy;
  }
}
