package dog.rebe.ssh.host;

import dog.rebe.ssh.trust.HostKey;
import java.security.PublicKey;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/** Keys of the SSH library as keys of ours. */
public final class HostKeys {

  private HostKeys() {}

  /** The key; of a certificate, the key that it certifies. */
  public static HostKey of(PublicKey key) {
    PublicKey plain = key instanceof OpenSshCertificate cert ? cert.getCertPubKey() : key;
    ByteArrayBuffer buffer = new ByteArrayBuffer();
    buffer.putRawPublicKey(plain);
    return HostKey.of(buffer.getCompactData());
  }

  /** {@code SHA256:} and the unpadded base64 of the digest. */
  public static String fingerprint(PublicKey key) {
    return of(key).fingerprint();
  }

  /** Algorithm and fingerprint, for messages. */
  public static String describe(PublicKey key) {
    return of(key).toString();
  }
}
