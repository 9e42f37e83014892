package dog.rebe.ssh;

import dog.rebe.node.NodeId;
import dog.rebe.ssh.testkit.EmbeddedFleet;
import dog.rebe.ssh.testkit.EmbeddedNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** Fingerprints for tests. */
final class Pins {

  private Pins() {}

  static Map<NodeId, String> of(EmbeddedFleet fleet) {
    Map<NodeId, String> pins = new HashMap<>();
    for (EmbeddedNode node : fleet.nodes()) {
      pins.put(node.node().id(), fingerprint(node.knownHostsLine().split(" ", 3)[2].strip()));
    }
    return pins;
  }

  static String fingerprint(String base64) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(Base64.getDecoder().decode(base64));
      return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
