package dog.rebe.ssh.config;

import dog.rebe.ssh.openssh.BelievedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Brings a file of configuration into memory. */
final class ConfigBytes {

  private static final long MAX_BYTES = 64L * 1024 * 1024;

  private ConfigBytes() {}

  static byte[] read(Path file) {
    return find(file)
        .orElseThrow(
            () -> SshConfigException.ofFile(file, "There is no such file", "Name another one"));
  }

  /** Empty if there is no such file. */
  static Optional<byte[]> find(Path file) {
    try {
      return BelievedFile.find(file, MAX_BYTES);
    } catch (BelievedFile.RefusedException e) {
      throw SshConfigException.ofFile(file, e.problem(), e.remedy(), e);
    } catch (IOException e) {
      throw SshConfigException.ofFile(
          file, "The file cannot be read: " + e, "Make it readable, or name another one", e);
    }
  }
}
