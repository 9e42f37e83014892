package dog.rebe.ssh.host;

import dog.rebe.ssh.openssh.Wildcard;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.apache.sshd.common.config.keys.OpenSshCertificate;

/**
 * Checks what a host certificate says (OpenSSH's PROTOCOL.certkeys). The key exchange has checked
 * its signature by then. A certificate that names no host is not taken for one of every host.
 */
final class HostCertificate {

  private HostCertificate() {}

  static Optional<String> problem(OpenSshCertificate certificate, String host, Instant now) {
    if (certificate.getType() != OpenSshCertificate.Type.HOST) {
      return Optional.of("is no host's");
    }
    if (!OpenSshCertificate.isValidAt(certificate, now)) {
      boolean early = now.getEpochSecond() < certificate.getValidAfter();
      return Optional.of(early ? "is not valid yet" : "has expired");
    }
    String name = host.toLowerCase(Locale.ROOT);
    boolean named =
        certificate.getPrincipals().stream()
            .anyMatch(principal -> Wildcard.matches(principal.toLowerCase(Locale.ROOT), name));
    if (!named) {
      return Optional.of("is for " + certificate.getPrincipals() + " and not for " + host);
    }
    if (!certificate.getCriticalOptions().isEmpty()) {
      return Optional.of("has a critical option that is unknown");
    }
    return Optional.empty();
  }
}
