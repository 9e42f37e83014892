package dog.rebe.examples.robots;

import dog.rebe.ssh.testkit.NodeDefinition;
import dog.rebe.ssh.testkit.SimulatedSystem;
import dog.rebe.ssh.testkit.TrialFleet;
import java.util.ArrayList;
import java.util.List;

/** Eight machines with apt or apk, of which some wait for updates. */
public final class SecurityUpdatesTrial implements TrialFleet {

  private static final String SECURITY = "Debian-Security:12/stable-security";

  @Override
  public String name() {
    return new SecurityUpdates().manifest().id();
  }

  @Override
  public List<NodeDefinition> nodes() {
    List<NodeDefinition> nodes = new ArrayList<>();
    for (int i = 1; i <= 6; i++) {
      String waiting = i % 3 == 0 ? "3.0.11-1" : "3.0.11-1+deb12u2";
      SimulatedPackages web =
          new SimulatedPackages()
              .with("openssl", "3.0.11-1", waiting, SECURITY)
              .with("vim", "9.0-1", "9.0-2", "Debian:12.5/stable");
      nodes.add(web.apt(NodeDefinition.of("web-" + i, SimulatedSystem.debian())));
    }
    for (int i = 1; i <= 2; i++) {
      SimulatedPackages cache =
          new SimulatedPackages().with("busybox", "1.36.1-r0", "1.36.1-r1", "main");
      nodes.add(cache.apk(NodeDefinition.of("cache-" + i, SimulatedSystem.alpine())));
    }
    return nodes;
  }
}
