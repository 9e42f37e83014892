package dog.rebe.ssh.key;

import java.security.PublicKey;
import java.util.List;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.keyprovider.KeyPairProvider;

/** Which signature algorithms a key goes with. RSA never with SHA-1 (RFC 8332). */
final class KeyAlgorithms {

  private KeyAlgorithms() {}

  static List<String> of(PublicKey key) {
    PublicKey plain = key instanceof OpenSshCertificate cert ? cert.getCertPubKey() : key;
    String type = KeyUtils.getKeyType(plain);
    return KeyPairProvider.SSH_RSA.equals(type)
        ? List.of(KeyUtils.RSA_SHA512_KEY_TYPE_ALIAS, KeyUtils.RSA_SHA256_KEY_TYPE_ALIAS)
        : List.of(type);
  }
}
