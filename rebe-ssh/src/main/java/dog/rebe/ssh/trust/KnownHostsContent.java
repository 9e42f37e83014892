package dog.rebe.ssh.trust;

import dog.rebe.ssh.openssh.BelievedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Brings a file of known hosts into memory. */
final class KnownHostsContent {

  /** What one array can hold. */
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
    if (file.equals(NOTHING)) {
      return Optional.empty();
    }
    try {
      return BelievedFile.find(file, MAX_BYTES);
    } catch (BelievedFile.RefusedException e) {
      throw KnownHostsException.ofFile(file, String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw KnownHostsException.ofFile(file, "The file cannot be read: " + e, e);
    }
  }
}
