package dog.rebe.ssh.trust;

import dog.rebe.ssh.trust.HostKeyVerdict.Changed;
import dog.rebe.ssh.trust.HostKeyVerdict.Revoked;
import dog.rebe.ssh.trust.HostKeyVerdict.Trusted;
import dog.rebe.ssh.trust.HostKeyVerdict.Unknown;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of one host, looked up once and ready to judge the key that it shows. Immutable;
 * never blocks.
 */
public final class KnownHost {

  private final KnownHosts all;
  private final List<KnownKey> keys;
  private final List<KnownKey> authorities;

  KnownHost(KnownHosts all, List<KnownKey> keys, List<KnownKey> authorities) {
    this.all = all;
    this.keys = List.copyOf(keys);
    this.authorities = List.copyOf(authorities);
  }

  /** Judges a plain key. For certificates see {@link #certificateAuthorities}. */
  public HostKeyVerdict check(HostKey key) {
    Optional<KnownKey> revocation = all.revocation(key);
    if (revocation.isPresent()) {
      return new Revoked(revocation.get());
    }
    for (KnownKey known : keys) {
      if (known.key().equals(key)) {
        return new Trusted(known);
      }
    }
    return keys.isEmpty() ? new Unknown() : new Changed(keys);
  }

  /** The keys of the host, in the order of files and lines. */
  public List<KnownKey> keys() {
    return keys;
  }

  /**
   * The algorithms of the host's keys, without repetition. The server should be asked for one of
   * these. {@code ssh-rsa} stands for every signature algorithm of RSA keys.
   */
  public List<String> knownAlgorithms() {
    Set<String> algorithms = new LinkedHashSet<>();
    for (KnownKey known : keys) {
      algorithms.add(known.key().algorithm());
    }
    return List.copyOf(algorithms);
  }

  /**
   * The authorities whose certificates are believed for the host. Those of the host's name without
   * a port are among them, as in OpenSSH: a certificate names hosts and no ports. Revoked ones are
   * left out. Whoever checks a certificate also asks {@link KnownHosts#revocation} for the key
   * inside it.
   */
  public List<KnownKey> certificateAuthorities() {
    return authorities;
  }
}
