package dog.rebe.ssh.host;

import dog.rebe.outcome.FailureKind;
import dog.rebe.ssh.fault.Fault;
import dog.rebe.ssh.trust.HostKey;
import dog.rebe.ssh.trust.HostKeyVerdict;
import dog.rebe.ssh.trust.KnownHost;
import dog.rebe.ssh.trust.KnownHosts;
import dog.rebe.ssh.trust.KnownKey;
import java.security.PublicKey;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.sshd.common.config.keys.OpenSshCertificate;

/** Judges one host's key by what files of known hosts say of it. */
final class KnownHostCheck implements HostKeyCheck {

  private final HostIdentity host;
  private final KnownHosts all;
  private final KnownHost known;
  private final Clock clock;

  KnownHostCheck(HostIdentity host, KnownHosts all, KnownHost known, Clock clock) {
    this.host = host;
    this.all = all;
    this.known = known;
    this.clock = clock;
  }

  @Override
  public List<String> knownTypes() {
    return known.knownAlgorithms();
  }

  @Override
  public boolean takesCertificates() {
    return !known.certificateAuthorities().isEmpty();
  }

  @Override
  public Optional<Fault> refuse(PublicKey shown) {
    return shown instanceof OpenSshCertificate certificate
        ? refuseCertificate(certificate)
        : refusePlain(HostKeys.of(shown));
  }

  private Optional<Fault> refusePlain(HostKey key) {
    HostKeyVerdict verdict = known.check(key);
    if (verdict instanceof HostKeyVerdict.Trusted) {
      return Optional.empty();
    }
    if (verdict instanceof HostKeyVerdict.Revoked revoked) {
      return Optional.of(revoked(key, revoked.by()));
    }
    if (verdict instanceof HostKeyVerdict.Changed changed) {
      return Optional.of(
          new Fault(
              FailureKind.HOST_KEY_CHANGED,
              host.knownAs()
                  + " shows "
                  + key
                  + ", but is known by "
                  + changed.expected().stream()
                      .map(KnownKey::toString)
                      .collect(Collectors.joining(", "))));
    }
    return Optional.of(
        new Fault(
            FailureKind.HOST_KEY_UNKNOWN,
            host.knownAs() + " shows " + key + ", and no key is known for it: enrol it first"));
  }

  private Optional<Fault> refuseCertificate(OpenSshCertificate certificate) {
    HostKey certified = HostKeys.of(certificate.getCertPubKey());
    HostKey authority = HostKeys.of(certificate.getCaPubKey());
    for (HostKey key : List.of(certified, authority)) {
      Optional<KnownKey> revocation = all.revocation(key);
      if (revocation.isPresent()) {
        return Optional.of(revoked(key, revocation.get()));
      }
    }
    boolean knownAuthority =
        known.certificateAuthorities().stream().anyMatch(ca -> ca.key().equals(authority));
    if (!knownAuthority) {
      return Optional.of(
          new Fault(
              FailureKind.HOST_KEY_UNKNOWN,
              host.knownAs()
                  + " shows a certificate of the authority "
                  + authority
                  + ", which is not known for it"));
    }
    return HostCertificate.problem(certificate, host.principal(), clock.instant())
        .map(
            problem ->
                new Fault(
                    FailureKind.HOST_CERTIFICATE_INVALID,
                    host.knownAs()
                        + " shows the certificate '"
                        + certificate.getId()
                        + "', which "
                        + problem));
  }

  private Fault revoked(HostKey key, KnownKey by) {
    return new Fault(
        FailureKind.HOST_KEY_REVOKED,
        host.knownAs() + " shows " + key + ", which was revoked in " + by.file() + ":" + by.line());
  }
}
