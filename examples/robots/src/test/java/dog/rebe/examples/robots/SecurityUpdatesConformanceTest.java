package dog.rebe.examples.robots;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.change.Plan;
import dog.rebe.change.Step;
import dog.rebe.node.NodeId;
import dog.rebe.robot.Goal;
import dog.rebe.robot.Robot;
import dog.rebe.robotkit.RobotConformanceKit;
import dog.rebe.robotkit.Scenario;
import dog.rebe.ssh.testkit.NodeDefinition;
import dog.rebe.ssh.testkit.SimulatedSystem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecurityUpdatesConformanceTest
    extends RobotConformanceKit<Map<NodeId, SecurityUpdates.Waiting>> {

  @Override
  protected Robot<Map<NodeId, SecurityUpdates.Waiting>> robot() {
    return new SecurityUpdates();
  }

  @Override
  protected Scenario scenario() {
    SimulatedPackages web =
        new SimulatedPackages()
            .with("openssl", "3.0.11-1", "3.0.11-1+deb12u2", "Debian-Security:12/stable-security")
            .with("linux-image-amd64", "6.1.52-1", "6.1.55-1", "Debian-Security:12/stable-security")
            .with("vim", "9.0-1", "9.0-2", "Debian:12.5/stable");
    SimulatedPackages cache =
        new SimulatedPackages().with("busybox", "1.36.1-r0", "1.36.1-r1", "main");
    return new Scenario(
        List.of(
            web.apt(NodeDefinition.of("web-1", SimulatedSystem.debian())),
            cache.apk(NodeDefinition.of("cache-1", SimulatedSystem.alpine()))),
        robot().manifest().goalType().goal(Map.of("reboot", true)),
        () -> web.state() + cache.state());
  }

  private static Plan plan(Goal goal) {
    return new SecurityUpdates()
        .plan(
            Map.of(
                new NodeId("web-1"),
                new SecurityUpdates.Waiting(
                    "apt", List.of(new Upgrade("openssl", "3.0.11-1", "3.0.12-1")))),
            goal)
        .orElseThrow();
  }

  @Test
  void rebootsOnlyWhereThatWasAskedForAndAfterTheUpdates() {
    assertThat(plan(robot().manifest().goalType().standard()).steps())
        .extracting(Step::id)
        .containsExactly("update-1");
    Plan rebooting = plan(robot().manifest().goalType().goal(Map.of("reboot", true)));
    assertThat(rebooting.step("reboot-1").after()).containsExactly("update-1");
  }

  @Test
  void installsExactlyTheVersionsThatWerePlanned() {
    Goal goal = robot().manifest().goalType().goal(Map.of("as", "sudo"));
    assertThat(plan(goal).steps().get(0).command())
        .hasToString(
            "apt-get -y -q -o Dpkg::Options::=--force-confold install --only-upgrade"
                + " openssl=3.0.12-1");
    assertThat(plan(goal).steps().get(0).command().runAs().orElseThrow().user()).isEqualTo("root");
  }
}
