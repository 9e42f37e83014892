package dog.rebe.examples.robots;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.node.NodeId;
import dog.rebe.robot.Robot;
import dog.rebe.robotkit.RobotConformanceKit;
import dog.rebe.robotkit.Scenario;
import dog.rebe.ssh.testkit.NodeDefinition;
import dog.rebe.ssh.testkit.SimulatedSystem;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CertificateWatchConformanceTest
    extends RobotConformanceKit<Map<NodeId, CertificateWatch.Seen>> {

  @Override
  protected Robot<Map<NodeId, CertificateWatch.Seen>> robot() {
    return new CertificateWatch();
  }

  @Override
  protected Scenario scenario() {
    SimulatedCertificates shop =
        new SimulatedCertificates()
            .file("/etc/letsencrypt/live/shop/fullchain.pem", "expired")
            .file("/etc/letsencrypt/live/fine/fullchain.pem", "good");
    SimulatedCertificates old =
        new SimulatedCertificates().file("/etc/letsencrypt/live/old/fullchain.pem", "weak");
    return new Scenario(
        List.of(
            shop.on(NodeDefinition.of("shop", SimulatedSystem.debian())),
            old.on(NodeDefinition.of("old", SimulatedSystem.alpine()))),
        robot().manifest().goalType().standard(),
        () -> shop.state() + old.state());
  }

  @Test
  void knowsWhatEndsSoonAndWhatIsWeak() {
    WatchedCertificate good = WatchedCertificate.parse("/a", SimulatedCertificates.pem("good"));
    LocalDate end = good.lastDay();
    assertThat(good.subject()).isEqualTo("CN=shop.example.com");
    assertThat(good.reason(end.minusDays(21), 21)).isEmpty();
    assertThat(good.reason(end.minusDays(20), 21)).contains("its last day is " + end);
    assertThat(
            WatchedCertificate.parse("/a", SimulatedCertificates.pem("weak"))
                .reason(end.minusYears(50), 21))
        .contains("its RSA key has 1024 bits");
    assertThat(WatchedCertificate.parse("/a", "garbage").reason(end, 1))
        .contains("it cannot be read");
  }

  @Test
  void leavesAMachineAloneThatDoesNotTellItsDay() {
    assertThat(CertificateWatch.parse("")).isEmpty();
    assertThat(CertificateWatch.parse("date: not found\n")).isEmpty();
    assertThat(CertificateWatch.parse("1780000000\n").orElseThrow().certificates()).isEmpty();
    assertThat(CertificateWatch.parse("1780000000\nrebe-file /a").orElseThrow().certificates())
        .hasSize(1);
  }
}
