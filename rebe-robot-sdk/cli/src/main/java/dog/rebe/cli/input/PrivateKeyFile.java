package dog.rebe.cli.input;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** What can be seen of a private key without its passphrase. */
public final class PrivateKeyFile {

  private static final String OPENSSH = "-----BEGIN OPENSSH PRIVATE KEY-----";
  private static final int MOST_BYTES = 64 * 1024;

  /** In OpenSSH's format (PROTOCOL.key) the name of the cipher follows this, as a string. */
  private static final int CIPHER_AT = "openssh-key-v1\0".length();

  private PrivateKeyFile() {}

  /** Whether a passphrase is needed; false where that cannot be seen. */
  public static boolean isEncrypted(Path file) {
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
        return false;
      }
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      int openssh = text.indexOf(OPENSSH);
      return openssh < 0 ? text.contains("ENCRYPTED") : isEncrypted(text.substring(openssh));
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isEncrypted(String openssh) {
    String body = openssh.substring(OPENSSH.length());
    int end = body.indexOf("-----END");
    byte[] key = Base64.getMimeDecoder().decode(end < 0 ? body : body.substring(0, end));
    byte[] none = "\0\0\0\4none".getBytes(StandardCharsets.ISO_8859_1);
    if (key.length < CIPHER_AT + none.length) {
      return false;
    }
    for (int i = 0; i < none.length; i++) {
      if (key[CIPHER_AT + i] != none[i]) {
        return true;
      }
    }
    return false;
  }
}
