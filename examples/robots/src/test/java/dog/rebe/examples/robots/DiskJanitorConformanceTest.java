package dog.rebe.examples.robots;

import dog.rebe.node.NodeId;
import dog.rebe.robot.Robot;
import dog.rebe.robotkit.RobotConformanceKit;
import dog.rebe.robotkit.Scenario;
import dog.rebe.ssh.testkit.NodeDefinition;
import dog.rebe.ssh.testkit.SimulatedSystem;
import java.util.List;
import java.util.Map;

class DiskJanitorConformanceTest extends RobotConformanceKit<Map<NodeId, List<OldFile>>> {

  @Override
  protected Robot<Map<NodeId, List<OldFile>>> robot() {
    return new DiskJanitor();
  }

  @Override
  protected Scenario scenario() {
    SimulatedDisk web =
        new SimulatedDisk()
            .file("/var/log/syslog.7.gz", 40_000, 60)
            .file("/var/log/syslog.1.gz", 50_000, 3)
            .file("/var/log/nginx/it's old.gz", 900_000, 300);
    SimulatedDisk router = new SimulatedDisk().file("/var/log/messages.gz", 7, 31);
    return new Scenario(
        List.of(
            web.on(NodeDefinition.of("web-1", SimulatedSystem.debian())),
            router.on(NodeDefinition.of("router", SimulatedSystem.openWrt()))),
        robot().manifest().goalType().standard(),
        () -> web.state() + router.state());
  }
}
