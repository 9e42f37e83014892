package dog.rebe.examples.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.robot.Robot;
import dog.rebe.robotkit.RobotConformanceKit;
import dog.rebe.robotkit.Scenario;
import dog.rebe.robotplugin.PluginObservations;
import dog.rebe.sandbox.LoadLimits;
import dog.rebe.sandbox.PluginHost;
import dog.rebe.ssh.testkit.NodeDefinition;
import dog.rebe.ssh.testkit.SimulatedSystem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A robot in WebAssembly keeps the rules of every robot, on simulated machines. */
class ServiceMenderConformanceTest extends RobotConformanceKit<PluginObservations> {

  private static PluginHost host;

  @BeforeAll
  static void open() {
    host = PluginHost.builder(new LoadLimits(Duration.ofMinutes(3), 4 << 20)).build();
  }

  @AfterAll
  static void close() {
    host.close();
  }

  @Override
  protected Robot<PluginObservations> robot() {
    return ServiceMenderRobot.of(host);
  }

  @Override
  protected Scenario scenario() {
    SimulatedServices web = new SimulatedServices().failed("nginx").failed("cron").running("ssh");
    SimulatedServices cache = new SimulatedServices().failed("nginx").failed("redis");
    return new Scenario(
        List.of(
            web.on(NodeDefinition.of("web-1", SimulatedSystem.debian())),
            cache.on(NodeDefinition.of("cache-1", SimulatedSystem.debian()))),
        robot().manifest().goalType().goal(Map.of("services", List.of("nginx", "redis"))),
        () -> web.state() + cache.state());
  }

  @Test
  void takesNoNameForACommandThatIsNone() {
    String request =
        """
        {"abi":"1.0","verb":"plan","goal":{"services":[]},"nodes":["a"],"observations":{"a":
         {"failed-services":{"exit":0,"stdout":{"text":"a.service loaded failed failed x\\n\
        b;reboot.service loaded failed failed x\\n--now.timer loaded failed failed x\\n"}}}}}
        """;
    assertThat(ServiceMender.PLANNING.json(request))
        .contains("a.service")
        .doesNotContain("reboot")
        .doesNotContain("--now");
    assertThat(ServiceMender.PLANNING.json("{}")).contains("refusal");
    assertThat(ServiceMender.PLANNING.json("[]")).contains("refusal");
  }
}
