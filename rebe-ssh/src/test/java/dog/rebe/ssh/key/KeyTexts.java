package dog.rebe.ssh.key;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.apache.sshd.certificate.OpenSshCertificateBuilder;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyEncryptionContext;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;

/** Keys and certificates as files hold them. */
public final class KeyTexts {

  /** A key that opens nothing. */
  public static final KeyPair KEY = generate();

  private KeyTexts() {}

  private static KeyPair generate() {
    try {
      return KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] openSsh(KeyPair key, String passphrase)
      throws IOException, GeneralSecurityException {
    OpenSSHKeyEncryptionContext encryption = null;
    if (passphrase != null) {
      encryption = new OpenSSHKeyEncryptionContext();
      encryption.setPassword(passphrase);
      encryption.setCipherName("AES");
      encryption.setCipherMode("CTR");
      encryption.setCipherType("256");
      encryption.setKdfRounds(1);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, "a comment", encryption, out);
    return out.toByteArray();
  }

  static byte[] pkcs8(KeyPair key) {
    String base64 = Base64.getMimeEncoder().encodeToString(key.getPrivate().getEncoded());
    return ("-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  static byte[] publicLine(KeyPair key) {
    return line(key.getPublic());
  }

  static byte[] userCertificate(KeyPair key) throws Exception {
    return line(certificate(OpenSshCertificateBuilder.userCertificate(), key));
  }

  /** A certificate of a host, for the name {@code host}, as a line. */
  public static byte[] hostCertificate(KeyPair key) throws Exception {
    return line(certificate(OpenSshCertificateBuilder.hostCertificate(), key));
  }

  private static OpenSshCertificate certificate(OpenSshCertificateBuilder builder, KeyPair key)
      throws Exception {
    return builder
        .serial(1)
        .publicKey(key.getPublic())
        .id("test")
        .principals(List.of("host"))
        .validAfter(Instant.EPOCH)
        .validBefore(Instant.parse("2100-01-01T00:00:00Z"))
        .sign(KEY);
  }

  private static byte[] line(PublicKey key) {
    return (PublicKeyEntry.toString(key) + "\n").getBytes(StandardCharsets.US_ASCII);
  }
}
