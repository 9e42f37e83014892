package dog.rebe.examples.robots;

import dog.rebe.ssh.testkit.NodeDefinition;
import dog.rebe.ssh.testkit.SimulatedSystem;
import dog.rebe.ssh.testkit.TrialFleet;
import java.util.ArrayList;
import java.util.List;

/** Six machines, of which most let an old DSA key in. Any new key can be tried there. */
public final class SshKeyWatchTrial implements TrialFleet {

  @Override
  public String name() {
    return new SshKeyWatch().manifest().id();
  }

  @Override
  public List<NodeDefinition> nodes() {
    List<NodeDefinition> nodes = new ArrayList<>();
    for (int i = 1; i <= 6; i++) {
      SimulatedKeys keys =
          i % 3 == 0
              ? new SimulatedKeys("# no weak key here")
              : new SimulatedKeys("# keys of web-" + i, "ssh-dss AAAAB3NzaC1kc3M= old-laptop");
      nodes.add(keys.on(NodeDefinition.of("web-" + i, SimulatedSystem.debian())));
    }
    return nodes;
  }
}
