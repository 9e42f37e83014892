package dog.rebe.examples.robots;

import dog.rebe.node.NodeId;
import dog.rebe.robot.Robot;
import dog.rebe.robotkit.RobotConformanceKit;
import dog.rebe.robotkit.Scenario;
import dog.rebe.ssh.testkit.NodeDefinition;
import dog.rebe.ssh.testkit.SimulatedSystem;
import java.util.List;
import java.util.Map;

/** The second run of the key watch, on machines where the new key has logged in. */
class SshKeyTakeOutConformanceTest extends RobotConformanceKit<Map<NodeId, SshKeyWatch.Seen>> {

  private static final String NEW = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA== new";
  private static final String WEAK = "ssh-dss AAAAB3NzaC1kc3M= old";

  @Override
  protected Robot<Map<NodeId, SshKeyWatch.Seen>> robot() {
    return new SshKeyWatch();
  }

  @Override
  protected Scenario scenario() {
    SimulatedKeys one = new SimulatedKeys("# first", NEW, WEAK);
    SimulatedKeys two = new SimulatedKeys(NEW, WEAK);
    return new Scenario(
        List.of(
            one.on(NodeDefinition.of("web-1", SimulatedSystem.debian())),
            two.on(NodeDefinition.of("web-2", SimulatedSystem.debian()))),
        robot().manifest().goalType().goal(Map.of("key", NEW, "action", "take-out")),
        () -> one.state() + two.state());
  }
}
