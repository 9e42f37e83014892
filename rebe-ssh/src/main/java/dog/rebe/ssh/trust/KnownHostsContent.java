package dog.rebe.ssh.trust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;

/** Brings a file of known hosts into memory, if it deserves belief. */
final class KnownHostsContent {

  private static final long MAX_BYTES = Integer.MAX_VALUE - 8L;

  /** A common way to say that there is no file. */
  private static final Path NOTHING = Path.of("/dev/null");

  private KnownHostsContent() {}

  static KnownHostsFile read(Path file) {
    return find(file)
        .orElseThrow(
            () ->
                KnownHostsException.ofFile(
                    file, "There is no such file: name another one, or enroll a host into it"));
  }

  /** Empty if there is no such file. */
  static Optional<KnownHostsFile> find(Path file) {
    return bytes(file).map(bytes -> new KnownHostsFile(file, bytes));
  }

  /** Empty if there is no such file. */
  static Optional<byte[]> bytes(Path file) {
    if (Files.notExists(file) || file.equals(NOTHING)) {
      return Optional.empty();
    }
    try {
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        throw KnownHostsException.ofFile(file, "This is no ordinary file: name another one");
      }
      if (Files.size(file) > MAX_BYTES) {
        throw KnownHostsException.ofFile(
            file, "The file has more than " + MAX_BYTES + " bytes: divide it into several");
      }
      requireNotForEverybody(file);
      return Optional.of(Files.readAllBytes(file));
    } catch (IOException e) {
      throw KnownHostsException.ofFile(file, "The file cannot be read: " + e, e);
    }
  }

  private static void requireNotForEverybody(Path file) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view != null
        && view.readAttributes().permissions().contains(PosixFilePermission.OTHERS_WRITE)) {
      throw KnownHostsException.ofFile(
          file,
          "Everybody on this machine may write to the file and so decide which hosts are believed:"
              + " take that away with chmod o-w");
    }
  }
}
