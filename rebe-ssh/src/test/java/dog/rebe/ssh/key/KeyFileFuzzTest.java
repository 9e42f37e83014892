package dog.rebe.ssh.key;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** Private key files and certificates: keys to sign with, or a refusal that names the file. */
final class KeyFileFuzzTest {

  @TempDir static Path folder;

  static Stream<byte[]> keys() throws Exception {
    return Stream.of(
        KeyTexts.openSsh(KeyTexts.KEY, null),
        KeyTexts.openSsh(KeyTexts.KEY, "secret"),
        KeyTexts.pkcs8(KeyTexts.KEY),
        KeyTexts.publicLine(KeyTexts.KEY),
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMAA=\n-----END ENCRYPTED PRIVATE KEY-----\n"
            .getBytes(StandardCharsets.US_ASCII),
        "-----BEGIN RSA PRIVATE KEY-----\nMAA=\n-----END RSA PRIVATE KEY-----\n"
            .getBytes(StandardCharsets.US_ASCII),
        "PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\n"
            .getBytes(StandardCharsets.US_ASCII),
        new byte[0]);
  }

  @MethodSource("keys")
  @FuzzTest
  void keysAreReadOrTheFileIsNamed(byte[] bytes) throws IOException {
    Path file = write("key", bytes);
    read(KeyFile.of(file, null), file);
    read(KeyFile.of(file, () -> "secret".getBytes(StandardCharsets.US_ASCII)), file);
  }

  static Stream<byte[]> certificates() throws Exception {
    return Stream.of(
        KeyTexts.userCertificate(KeyTexts.KEY),
        KeyTexts.publicLine(KeyTexts.KEY),
        "ssh-ed25519-cert-v01@openssh.com AAAA x".getBytes(StandardCharsets.US_ASCII),
        new byte[] {-1, 0},
        new byte[0]);
  }

  @MethodSource("certificates")
  @FuzzTest
  void certificatesAreReadOrTheFileIsNamed(byte[] bytes) throws Exception {
    Path key = write("certified", KeyTexts.openSsh(KeyTexts.KEY, null));
    Path certificate = write("certified-cert.pub", bytes);
    read(KeyFile.of(key, null).withCertificate(certificate), certificate);
  }

  private static void read(KeyFile file, Path named) {
    try {
      List<SigningKey> keys = file.keys();
      assertThat(keys).isNotEmpty();
      assertThat(keys).allMatch(key -> !key.algorithms().isEmpty());
    } catch (IOException e) {
      assertThat(e.getMessage()).contains(named.toString());
    }
  }

  private static Path write(String name, byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve(name), bytes);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }
}
