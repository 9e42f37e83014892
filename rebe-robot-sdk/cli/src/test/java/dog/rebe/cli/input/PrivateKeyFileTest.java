package dog.rebe.cli.input;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateKeyFileTest {

  @TempDir Path folder;

  private boolean isEncrypted(String text) throws IOException {
    return PrivateKeyFile.isEncrypted(Files.writeString(folder.resolve("key"), text));
  }

  private static String openssh(String content) {
    return "-----BEGIN OPENSSH PRIVATE KEY-----\n"
        + Base64.getMimeEncoder(70, new byte[] {'\n'}).encodeToString(content.getBytes(ISO_8859_1))
        + "\n-----END OPENSSH PRIVATE KEY-----\n";
  }

  @Test
  void seesTheCipherOfOpenSshsOwnFormat() throws IOException {
    assertThat(isEncrypted(openssh("openssh-key-v1\0\0\0\0\4none\0\0\0\4none"))).isFalse();
    assertThat(isEncrypted(openssh("openssh-key-v1\0\0\0\0\naes256-ctr\0\0\0\6bcrypt"))).isTrue();
  }

  @Test
  void seesTheWordsOfPemFormats() throws IOException {
    assertThat(isEncrypted("-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n")).isTrue();
    assertThat(isEncrypted("-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n")).isTrue();
    assertThat(isEncrypted("-----BEGIN PRIVATE KEY-----\nAAAA\n")).isFalse();
  }

  @Test
  void leavesWhatIsNoKeyToTheReader() throws IOException {
    assertThat(isEncrypted("")).isFalse();
    assertThat(isEncrypted(openssh(""))).isFalse();
    assertThat(isEncrypted("-----BEGIN OPENSSH PRIVATE KEY-----\n!!")).isFalse();
    assertThat(PrivateKeyFile.isEncrypted(folder)).isFalse();
    assertThat(PrivateKeyFile.isEncrypted(folder.resolve("nowhere"))).isFalse();
  }
}
