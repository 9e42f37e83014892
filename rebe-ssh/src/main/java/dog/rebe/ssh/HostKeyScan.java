package dog.rebe.ssh;

import dog.rebe.node.NodeId;
import dog.rebe.ssh.trust.HostKey;
import dog.rebe.ssh.trust.KnownHostName;

/**
 * The key that a host showed when it was asked. It was not believed, and nothing was sent to the
 * host but what it takes to see the key. The host has proved that it holds the key's private half;
 * whether it is the machine that it should be only somebody can tell who knows the key. Immutable.
 */
public final class HostKeyScan {

  private final NodeId node;
  private final KnownHostName name;
  private final HostKey key;

  HostKeyScan(NodeId node, KnownHostName name, HostKey key) {
    this.node = node;
    this.name = name;
    this.key = key;
  }

  /** The node that was scanned. */
  public NodeId node() {
    return node;
  }

  /** The name under which it will be known: the host, {@code [host]:port}, or its alias. */
  public String knownAs() {
    return name.toString();
  }

  /** The key's algorithm, for instance {@code ssh-ed25519}. */
  public String algorithm() {
    return key.algorithm();
  }

  /** As {@code ssh-keygen -l} prints it: {@code SHA256:} and 43 characters. */
  public String fingerprint() {
    return key.fingerprint();
  }

  /** The key as in a {@code .pub} file: algorithm and base64. */
  public String publicKey() {
    return key.encoded();
  }

  KnownHostName name() {
    return name;
  }

  HostKey key() {
    return key;
  }

  @Override
  public String toString() {
    return name + " " + key;
  }
}
