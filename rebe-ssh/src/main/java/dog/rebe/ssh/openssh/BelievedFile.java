package dog.rebe.ssh.openssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;

/** A file that decides whom we reach and believe. */
public final class BelievedFile {

  private BelievedFile() {}

  /** The file is there and must not be used. */
  public static final class RefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String problem;
    private final String remedy;

    RefusedException(String problem, String remedy) {
      super(problem + ". " + remedy + ".");
      this.problem = problem;
      this.remedy = remedy;
    }

    /** What is wrong, without a full stop. */
    public String problem() {
      return problem;
    }

    /** What to do about it, without a full stop. */
    public String remedy() {
      return remedy;
    }
  }

  /**
   * All of its bytes; empty if there is no such file.
   *
   * @throws RefusedException if it is no ordinary file, is too long, or may be written by everybody
   *     on this machine
   * @throws IOException if it cannot be read
   */
  public static Optional<byte[]> find(Path file, long maxBytes) throws IOException {
    if (Files.notExists(file)) {
      return Optional.empty();
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new RefusedException("This is no ordinary file", "Name another one");
    }
    if (Files.size(file) > maxBytes) {
      throw new RefusedException(
          "The file has more than " + maxBytes + " bytes", "Divide it, or name another one");
    }
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view != null
        && view.readAttributes().permissions().contains(PosixFilePermission.OTHERS_WRITE)) {
      throw new RefusedException(
          "Everybody on this machine may write to the file, and so decide whom we reach and believe",
          "Take that away with chmod o-w");
    }
    return Optional.of(Files.readAllBytes(file));
  }
}
