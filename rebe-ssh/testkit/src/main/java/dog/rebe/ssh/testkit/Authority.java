package dog.rebe.ssh.testkit;

import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.apache.sshd.certificate.OpenSshCertificateBuilder;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.OpenSshCertificate;

/** Signs OpenSSH certificates of hosts and users. Thread-safe. */
final class Authority {

  private static final Duration DAY = Duration.ofDays(1);

  private final KeyPair key = Ed25519.generate();
  private final InstantSource clock;

  Authority(InstantSource clock) {
    this.clock = clock;
  }

  PublicKey publicKey() {
    return key.getPublic();
  }

  boolean signed(OpenSshCertificate certificate) {
    return KeyUtils.compareKeys(key.getPublic(), certificate.getCaPubKey());
  }

  /** Valid from a day ago to a day ahead. */
  OpenSshCertificate host(PublicKey hostKey, String id) {
    return host(hostKey, id, clock.instant().plus(DAY));
  }

  /** Valid until a minute ago. */
  OpenSshCertificate expiredHost(PublicKey hostKey, String id) {
    return host(hostKey, id, clock.instant().minusSeconds(60));
  }

  OpenSshCertificate user(PublicKey userKey, String user, Duration validity) {
    return sign(
        OpenSshCertificateBuilder.userCertificate()
            .publicKey(userKey)
            .id(user)
            .principals(List.of(user))
            .extension("permit-pty", ""),
        clock.instant().plus(validity));
  }

  private OpenSshCertificate host(PublicKey hostKey, String id, Instant until) {
    return sign(
        OpenSshCertificateBuilder.hostCertificate()
            .publicKey(hostKey)
            .id(id)
            .principals(List.of(EmbeddedNode.HOST, id)),
        until);
  }

  private OpenSshCertificate sign(OpenSshCertificateBuilder certificate, Instant until) {
    try {
      return certificate.validAfter(until.minus(DAY.multipliedBy(2))).validBefore(until).sign(key);
    } catch (Exception broken) {
      throw new IllegalStateException("The certificate cannot be signed", broken);
    }
  }
}
