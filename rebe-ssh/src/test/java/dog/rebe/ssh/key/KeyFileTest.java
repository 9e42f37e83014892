package dog.rebe.ssh.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.util.List;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key that is read once, and what makes it be read again. */
class KeyFileTest {

  private static final FileTime THEN = FileTime.fromMillis(1_700_000_000_000L);

  @TempDir private Path folder;

  @BeforeEach
  void needsPosix() {
    assumeTrue(
        folder.getFileSystem().supportedFileAttributeViews().contains("posix"),
        "This system has no POSIX permissions");
  }

  private Path write(String name, KeyPair key) throws Exception {
    Path file = folder.resolve(name);
    Files.write(file, KeyTexts.openSsh(key, null));
    allow(file, "rw-------");
    return Files.setLastModifiedTime(file, THEN);
  }

  private static void allow(Path file, String permissions) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  private static KeyPair newKey() throws Exception {
    return KeyUtils.generateKeyPair("ssh-ed25519", 256);
  }

  @Test
  void givesTheSameKeysWhileNothingHasChanged() throws Exception {
    KeyFile file = KeyFile.of(write("id", newKey()), null);
    List<SigningKey> first = file.keys();
    assertThat(file.keys()).isSameAs(first);
  }

  @Test
  void refusesAKeyThatOthersMayReadSinceItWasRead() throws Exception {
    Path path = write("id", newKey());
    KeyFile file = KeyFile.of(path, null);
    file.keys();
    allow(path, "rw-r-----");
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(file::keys).isInstanceOf(IOException.class).hasMessageContaining("chmod");
    }
    allow(path, "rw-------");
    assertThat(file.keys()).hasSize(1);
  }

  @Test
  void noticesAnotherFileOfTheSameLengthAndTime() throws Exception {
    Path path = write("id", newKey());
    KeyFile file = KeyFile.of(path, null);
    file.keys();
    KeyPair other = newKey();
    Files.move(write("other", other), path, StandardCopyOption.ATOMIC_MOVE);
    assertThat(Files.getLastModifiedTime(path)).isEqualTo(THEN);
    assertThat(KeyUtils.compareKeys(file.keys().get(0).publicKey(), other.getPublic())).isTrue();
  }

  @Test
  void noticesThatTheFileOrItsRequiredCertificateIsGone() throws Exception {
    Path path = write("id", KeyTexts.KEY);
    Path certificate = folder.resolve("cert.pub");
    Files.write(certificate, KeyTexts.userCertificate(KeyTexts.KEY));
    KeyFile file = KeyFile.of(path, null).withCertificate(certificate);
    assertThat(file.keys()).hasSize(2);
    Files.delete(certificate);
    assertThatThrownBy(file::keys)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cert.pub does not exist");
    Files.delete(path);
    assertThatThrownBy(file::keys)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("name an existing one");
  }
}
