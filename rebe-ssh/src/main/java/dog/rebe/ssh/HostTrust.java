package dog.rebe.ssh;

import dog.rebe.node.NodeId;
import dog.rebe.outcome.FailureKind;
import dog.rebe.ssh.fault.Fault;
import dog.rebe.ssh.host.HostKeyCheck;
import dog.rebe.ssh.host.HostKeyPolicy;
import dog.rebe.ssh.host.PinnedKeys;
import dog.rebe.ssh.host.Refusal;
import java.util.Map;
import java.util.Optional;

/**
 * Which host keys are believed. There is no way to believe any key: a host that is not known is
 * refused until somebody enrols it. Immutable.
 */
public final class HostTrust {

  private final Map<NodeId, String> pins;
  private final HostKeyPolicy policy;

  private HostTrust(Map<NodeId, String> pins, HostKeyPolicy others) {
    this.pins = Map.copyOf(pins);
    this.policy = new PinnedKeys(others);
  }

  /**
   * Believes, for each of these nodes, the one key with this fingerprint, wherever the node is
   * reached. Other nodes are unknown.
   *
   * @param fingerprints as OpenSSH prints them: {@code SHA256:} and 43 characters of base64
   * @throws IllegalArgumentException if one is no such fingerprint
   */
  public static HostTrust pinned(Map<NodeId, String> fingerprints) {
    fingerprints.forEach(
        (node, fingerprint) -> {
          if (!fingerprint.matches("SHA256:[A-Za-z0-9+/]{43}")) {
            throw new IllegalArgumentException(
                "'"
                    + fingerprint
                    + "' for node "
                    + node
                    + " is no fingerprint: use SHA256: and 43 characters, as ssh-keygen -l prints it");
          }
        });
    return new HostTrust(fingerprints, host -> unknown(host.knownAs()));
  }

  private static HostKeyCheck unknown(String host) {
    return new Refusal(
        shown ->
            new Fault(
                FailureKind.HOST_KEY_UNKNOWN,
                host + " shows " + shown + ", and no key is known for it"));
  }

  Optional<String> pin(NodeId node) {
    return Optional.ofNullable(pins.get(node));
  }

  HostKeyPolicy policy() {
    return policy;
  }
}
