package dog.rebe.ssh.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.keyprovider.KeyPairProvider;

/** Makes Ed25519 keys and writes them as OpenSSH does. */
final class Ed25519 {

  private static final int BITS = 256;

  private Ed25519() {}

  static KeyPair generate() {
    try {
      return KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, BITS);
    } catch (GeneralSecurityException unavailable) {
      throw new IllegalStateException(
          "No Ed25519 keys can be made: is Bouncy Castle on the class path?", unavailable);
    }
  }

  /** {@code ssh-ed25519 AAAA...}. */
  static String publicLine(PublicKey key) {
    return PublicKeyEntry.toString(key);
  }

  /** {@code SHA256:...}. */
  static String fingerprint(PublicKey key) {
    return KeyUtils.getFingerPrint(BuiltinDigests.sha256, key);
  }

  /** The private key, without a passphrase, in the format of OpenSSH. */
  static String privateText(KeyPair key, String comment) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try {
      OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, comment, null, text);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    } catch (GeneralSecurityException unavailable) {
      throw new IllegalStateException("The client key cannot be written", unavailable);
    }
    return text.toString(StandardCharsets.US_ASCII);
  }
}
