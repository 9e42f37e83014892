package dog.rebe.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dog.rebe.ssh.testkit.EmbeddedFleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;

/** Files of private keys. */
final class TestKeys {

  private TestKeys() {}

  /** A good key in a file with these permissions. */
  static Path write(Path file, String permissions) throws IOException {
    try (EmbeddedFleet fleet = EmbeddedFleet.start(1)) {
      return write(file, permissions, fleet.clientKeyText());
    }
  }

  /** What looks like an encrypted key up to the point where its passphrase is needed. */
  static Path writeEncrypted(Path file) throws IOException {
    byte[] beginning = "openssh-key-v1\0\0\0\0\naes256-ctr\0\0\0\6bcrypt".getBytes(ISO_8859_1);
    return write(
        file,
        "rw-------",
        "-----BEGIN OPENSSH PRIVATE KEY-----\n"
            + Base64.getEncoder().encodeToString(beginning)
            + "\n-----END OPENSSH PRIVATE KEY-----\n");
  }

  private static Path write(Path file, String permissions, String text) throws IOException {
    Files.writeString(file, text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }
}
