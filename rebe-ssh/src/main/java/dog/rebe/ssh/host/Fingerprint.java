package dog.rebe.ssh.host;

import java.security.PublicKey;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.digest.BuiltinDigests;

/** SHA-256 fingerprints as OpenSSH prints them. */
public final class Fingerprint {

  private Fingerprint() {}

  /** {@code SHA256:} and the unpadded base64 of the digest; of a certificate, that of its key. */
  public static String of(PublicKey key) {
    PublicKey plain = key instanceof OpenSshCertificate cert ? cert.getCertPubKey() : key;
    return KeyUtils.getFingerPrint(BuiltinDigests.sha256, plain);
  }

  /** Type and fingerprint, for messages. */
  public static String describe(PublicKey key) {
    PublicKey plain = key instanceof OpenSshCertificate cert ? cert.getCertPubKey() : key;
    return KeyUtils.getKeyType(plain) + " " + of(key);
  }
}
