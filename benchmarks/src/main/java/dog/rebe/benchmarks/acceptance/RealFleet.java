package dog.rebe.benchmarks.acceptance;

import dog.rebe.node.HostListInventory;
import dog.rebe.node.Node;
import dog.rebe.ssh.Credential;
import dog.rebe.ssh.HostTrust;
import dog.rebe.ssh.SshTransport;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The nodes that {@code fleet/up} started in a folder. */
final class RealFleet {

  private final Path folder;

  RealFleet(Path folder) {
    this.folder = folder;
  }

  /** The first nodes of the fleet. */
  List<Node> nodes(int count) {
    try (Stream<Node> all = HostListInventory.read(folder.resolve("hosts.rebe")).nodes()) {
      List<Node> nodes = all.limit(count).toList();
      if (nodes.size() < count) {
        throw new IllegalArgumentException(
            "The fleet in " + folder + " has " + nodes.size() + " nodes and not " + count);
      }
      return nodes;
    }
  }

  Credential credential() {
    return Credential.keyFile(folder.resolve("id_ed25519"));
  }

  /** All nodes are one server and share its host key; known_hosts has a line for each. */
  Path knownHosts() {
    return folder.resolve("known_hosts");
  }

  /** A transport with the defaults that reaches the nodes. */
  SshTransport transport() {
    return SshTransport.builder()
        .hostTrust(HostTrust.knownHosts(knownHosts()))
        .credentials(credential())
        .build();
  }
}
