package dog.rebe.benchmarks.acceptance;

import dog.rebe.node.HostListInventory;
import dog.rebe.node.Node;
import dog.rebe.node.NodeId;
import dog.rebe.ssh.Credential;
import dog.rebe.ssh.HostTrust;
import dog.rebe.ssh.SshTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  /** All nodes are one server: they share its host key. */
  Map<NodeId, String> fingerprints(List<Node> nodes) throws IOException {
    String line = Files.readString(folder.resolve("host_ed25519.pub"));
    byte[] key = Base64.getDecoder().decode(line.split(" ", -1)[1]);
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(key);
      String fingerprint = "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(hash);
      Map<NodeId, String> all = new HashMap<>();
      nodes.forEach(node -> all.put(node.id(), fingerprint));
      return all;
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** A transport with the defaults that reaches these nodes. */
  SshTransport transport(List<Node> nodes) throws IOException {
    return SshTransport.builder()
        .hostTrust(HostTrust.pinned(fingerprints(nodes)))
        .credentials(credential())
        .build();
  }
}
