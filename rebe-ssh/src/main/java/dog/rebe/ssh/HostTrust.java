package dog.rebe.ssh;

import dog.rebe.node.NodeId;
import dog.rebe.ssh.host.HostKeyPolicy;
import dog.rebe.ssh.host.KnownHostsPolicy;
import dog.rebe.ssh.host.Pin;
import dog.rebe.ssh.host.PinnedKeys;
import dog.rebe.ssh.trust.KnownHostsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which host keys are believed. There is no way to believe any key: a host that is not known is
 * refused until somebody enrols it, see {@link Enrolment}. Immutable; files are read when the
 * transport is built, and again when they have changed.
 */
public final class HostTrust {

  private final List<Path> files;
  private final Map<NodeId, Pin> pins;
  private final KnownHostsPolicy knownHosts;
  private final HostKeyPolicy policy;

  private HostTrust(List<Path> files, Map<NodeId, Pin> pins) {
    this.files = List.copyOf(files);
    this.pins = Map.copyOf(pins);
    this.knownHosts = new KnownHostsPolicy(this.files, Clock.systemUTC());
    this.policy = new PinnedKeys(knownHosts);
  }

  /**
   * Believes these files in the format of sshd(8), {@code known_hosts}: names, patterns, hashed
   * names, {@code [host]:port}, {@code @cert-authority} and {@code @revoked}.
   *
   * @throws IllegalArgumentException if there is none, or one does not exist
   */
  public static HostTrust knownHosts(Path... files) {
    if (files.length == 0) {
      throw new IllegalArgumentException("Name at least one file of known hosts");
    }
    for (Path file : files) {
      if (!Files.exists(file)) {
        throw new IllegalArgumentException(
            "The file of known hosts "
                + file
                + " does not exist: enrol a host into it first, or name another file");
      }
    }
    return new HostTrust(List.of(files), Map.of());
  }

  /** As {@link #knownHosts}, but files that do not exist say nothing, now and until they do. */
  public static HostTrust knownHostsIfPresent(Path... files) {
    return new HostTrust(List.of(files), Map.of());
  }

  /**
   * Believes what ssh believes by default: {@code .ssh/known_hosts} and {@code .ssh/known_hosts2}
   * in this home, and {@code ssh_known_hosts} and {@code ssh_known_hosts2} in {@code /etc/ssh}, as
   * far as they exist.
   */
  public static HostTrust ofUser(Path home) {
    Path system = Path.of("/etc/ssh");
    return knownHostsIfPresent(
        home.resolve(".ssh/known_hosts"),
        home.resolve(".ssh/known_hosts2"),
        system.resolve("ssh_known_hosts"),
        system.resolve("ssh_known_hosts2"));
  }

  /**
   * Believes, of each of these nodes, one key, wherever the node is reached. Other nodes are
   * unknown.
   *
   * @param keys fingerprints as OpenSSH prints them, {@code SHA256:} and 43 characters of base64,
   *     or public keys as in a {@code .pub} file. Of a server that has keys of several algorithms
   *     only the latter tells which one to ask for
   * @throws IllegalArgumentException if one is neither
   */
  public static HostTrust pinned(Map<NodeId, String> keys) {
    return new HostTrust(List.of(), Map.of()).withPins(keys);
  }

  /**
   * The same, but of each of these nodes only this key is believed, so that a node id that is used
   * for another machine is noticed. What files revoke is refused all the same.
   *
   * @param keys as for {@link #pinned}
   */
  public HostTrust withPins(Map<NodeId, String> keys) {
    Map<NodeId, Pin> all = new HashMap<>(pins);
    keys.forEach((node, key) -> all.put(node, Pin.parse(key)));
    return new HostTrust(files, all);
  }

  /** The same with these files in addition, which need not exist. */
  HostTrust withFiles(List<Path> more) {
    return new HostTrust(Stream.concat(files.stream(), more.stream()).distinct().toList(), pins);
  }

  /** Refuses files that cannot be understood. */
  void check() {
    try {
      knownHosts.read();
    } catch (KnownHostsException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  Optional<Pin> pin(NodeId node) {
    return Optional.ofNullable(pins.get(node));
  }

  HostKeyPolicy policy() {
    return policy;
  }
}
