package dog.rebe.examples.robots;

import dog.rebe.ssh.testkit.NodeDefinition;
import dog.rebe.ssh.testkit.SimulatedSystem;
import dog.rebe.ssh.testkit.TrialFleet;
import java.util.ArrayList;
import java.util.List;

/** Six machines with a certificate or two, some of which have ended or are weak. */
public final class CertificateWatchTrial implements TrialFleet {

  @Override
  public String name() {
    return new CertificateWatch().manifest().id();
  }

  @Override
  public List<NodeDefinition> nodes() {
    List<NodeDefinition> nodes = new ArrayList<>();
    for (int i = 1; i <= 6; i++) {
      SimulatedCertificates files =
          new SimulatedCertificates()
              .file("/etc/letsencrypt/live/shop/fullchain.pem", i % 2 == 0 ? "good" : "expired");
      if (i == 4) {
        files.file("/etc/letsencrypt/live/old/fullchain.pem", "weak");
      }
      nodes.add(files.on(NodeDefinition.of("shop-" + i, SimulatedSystem.debian())));
    }
    return nodes;
  }
}
