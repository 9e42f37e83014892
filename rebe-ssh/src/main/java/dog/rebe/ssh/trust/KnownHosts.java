package dog.rebe.ssh.trust;

import dog.rebe.ssh.trust.KnownHostsLine.Marker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The keys of hosts, as files in the format of sshd(8), SSH_KNOWN_HOSTS FILE FORMAT, hold them:
 * names, patterns, hashed names, {@code [host]:port}, {@code @cert-authority} and {@code @revoked}.
 * Immutable; a file that changes later has to be read again. Thread-safe, and never blocks once it
 * is read.
 *
 * <p>It is stricter than OpenSSH in three things:
 *
 * <ul>
 *   <li>A line that is not understood refuses the whole file, where OpenSSH passes over it: it may
 *       have been the one that takes back a key. Passed over are only comments, blank lines, and
 *       keys of version 1 of the protocol, which no server can show any more.
 *   <li>A revoked key is refused for every host, whatever names its line gives.
 *   <li>A host on another port than 22 is known only as {@code [host]:port}. OpenSSH also takes a
 *       key that it knows for the host's port 22; but behind a forwarded port stands another
 *       machine.
 * </ul>
 *
 * <p>As in OpenSSH, a host that is known only by keys of other algorithms than the one that it
 * shows has changed. Ask {@link KnownHost#knownAlgorithms} first, and the server for one of those.
 *
 * <p>Plain names are found at once in files of any length. Every hashed name costs a digest in
 * every look-up: a large fleet is better enrolled under plain names.
 */
public final class KnownHosts {

  private static final KnownHosts NONE = new KnownHosts(List.of());

  private final List<KnownHostsFile> files;
  private final Map<HostKey, KnownKey> revoked = new HashMap<>();

  KnownHosts(List<KnownHostsFile> files) {
    this.files = List.copyOf(files);
    for (KnownHostsFile file : files) {
      file.revoked().forEach(revoked::putIfAbsent);
    }
  }

  /** Knows no host. */
  public static KnownHosts none() {
    return NONE;
  }

  /**
   * Reads files. What one of them says is as good as what another says; a revocation in any of them
   * counts.
   *
   * @throws KnownHostsException if a file is missing, cannot be read, has a line that is not
   *     understood, or may be written by everybody on this machine
   */
  public static KnownHosts read(List<Path> files) {
    return new KnownHosts(files.stream().map(KnownHostsContent::read).toList());
  }

  /**
   * Reads those of the files that exist, as it is done with the files that OpenSSH looks for by
   * default.
   *
   * @throws KnownHostsException as {@link #read}, except for missing files
   */
  public static KnownHosts readExisting(List<Path> files) {
    return new KnownHosts(files.stream().flatMap(f -> KnownHostsContent.find(f).stream()).toList());
  }

  /** What is known of a host: look it up once, then ask. */
  public KnownHost host(KnownHostName name) {
    List<KnownKey> keys = new ArrayList<>();
    Set<KnownKey> authorities = new LinkedHashSet<>();
    for (KnownHostsFile file : files) {
      for (KnownHostsFile.Match match : file.find(name)) {
        (match.line().marker() == Marker.HOST ? keys : authorities).add(match.in(file));
      }
      if (name.withoutPort().isPresent()) {
        for (KnownHostsFile.Match match : file.find(name.withoutPort().get())) {
          if (match.line().marker() == Marker.CERT_AUTHORITY) {
            authorities.add(match.in(file));
          }
        }
      }
    }
    authorities.removeIf(known -> isRevoked(known.key()));
    return new KnownHost(this, keys, List.copyOf(authorities));
  }

  /** As {@link KnownHost#check}. */
  public HostKeyVerdict check(String host, int port, HostKey key) {
    return host(KnownHostName.of(host, port)).check(key);
  }

  /** As {@link KnownHost#knownAlgorithms}. */
  public List<String> knownAlgorithms(String host, int port) {
    return host(KnownHostName.of(host, port)).knownAlgorithms();
  }

  /** As {@link KnownHost#certificateAuthorities}. */
  public List<KnownKey> certificateAuthorities(String host, int port) {
    return host(KnownHostName.of(host, port)).certificateAuthorities();
  }

  /** Whether the key of a host or of an authority must never be accepted. */
  public boolean isRevoked(HostKey key) {
    return revoked.containsKey(key);
  }

  /** The line that takes back the key of a host or of an authority. */
  public Optional<KnownKey> revocation(HostKey key) {
    return Optional.ofNullable(revoked.get(key));
  }
}
