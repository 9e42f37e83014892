package dog.rebe.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.cli.screen.Screen;
import dog.rebe.cli.screen.ScreenText;
import dog.rebe.cli.screen.SessionCount;
import dog.rebe.execution.FleetSummary;
import dog.rebe.execution.FleetSummary.Slowest;
import dog.rebe.execution.NodeOutcome;
import dog.rebe.facts.MachineFacts;
import dog.rebe.node.Endpoint;
import dog.rebe.node.Node;
import dog.rebe.node.NodeId;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Circumstances;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.Evidence;
import dog.rebe.outcome.ExitStatus;
import dog.rebe.outcome.ExplanationCatalogue;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import dog.rebe.outcome.Success;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DiscoveryReportTest {

  private static void told(Screen screen) {
    DiscoveryReport report = new DiscoveryReport(screen);
    report.begin(6);
    report.node(ok("web-02", 600, MadeUpFacts.debian(61, 3)), 1);
    report.node(ok("web-01", 700, MadeUpFacts.debian(38, 41, "nginx.service")), 1);
    report.node(ok("web-03", 1_900, MadeUpFacts.debian(93, 12, "nginx.service")), 1);
    report.node(ok("router", 800, MadeUpFacts.router()), 1);
    report.node(off("pi-01"), 1);
    report.node(off("pi-02"), 1);
    report.pass(summary(4, 2, 2_310, "web-03", 1_900), new SessionCount(4, 0), 1);
    report.node(ok("web-01", 20, MadeUpFacts.debian(38, 41)), 2);
    report.pass(summary(4, 0, 120, "web-03", 90), new SessionCount(0, 4), 2);
    report.end();
  }

  private static NodeOutcome<MachineFacts> ok(String node, long millis, MachineFacts facts) {
    Evidence evidence =
        new Evidence(
            Optional.of(new ExitStatus(0)), Duration.ofMillis(millis), 1, CapturedOutput.empty());
    return ended(node, new Success<>(facts, evidence));
  }

  private static NodeOutcome<MachineFacts> off(String node) {
    FailureKind kind = FailureKind.CONNECT_TIMEOUT;
    return ended(
        node,
        new Failure<>(
            kind,
            Delivery.NOT_STARTED,
            Evidence.none(),
            ExplanationCatalogue.english()
                .explain(
                    kind,
                    Delivery.NOT_STARTED,
                    new Circumstances(
                        node, false, 2, Duration.ofSeconds(10), Optional.empty(), "")),
            "no answer from 192.0.2.7:22"));
  }

  private static NodeOutcome<MachineFacts> ended(String node, Outcome<MachineFacts> outcome) {
    return new NodeOutcome<>(Node.of(node, Endpoint.ssh("robot", node, 22)), outcome);
  }

  private static FleetSummary summary(
      long succeeded, long failed, long millis, String slowest, long slowestMillis) {
    return new FleetSummary(
        succeeded,
        failed == 0 ? Map.of() : Map.of(FailureKind.CONNECT_TIMEOUT, failed),
        failed == 0 ? Map.of() : Map.of(Delivery.NOT_STARTED, failed),
        Duration.ofMillis(millis),
        Optional.of(new Slowest(new NodeId(slowest), Duration.ofMillis(slowestMillis))),
        Optional.empty());
  }

  @Test
  void tellsMachinesFindingsFailuresAndCost() {
    assertThat(ScreenText.of(DiscoveryReportTest::told))
        .isEqualTo(
            """

              NODES  SYSTEM                CPUS   MEMORY  % FULL  DAYS UP
                  3  Debian 12 x86_64         4  8.0 GiB   38–93     3–41
                     web-[01-03]
                  1  OpenWrt 23.05.3 mips     1   64 MiB      12      200
                     router

              ALL OF THEM
              load          0.12–0.93
              kernel        6.1.0-37-amd64 ×3, 5.15.150 ×1
              disks         40 GiB ×4
              file systems  ext4 ×4
              network       eth0 up ×4
              routes        default by eth0 ×4
              name servers  192.0.2.1 ×4
              listening     22/tcp ×4
              clock         right by chrony ×4
              services      by systemd ×3
              packages      dpkg 438–493, opkg 118

              TO LOOK AT
              The service nginx.service has failed: web-[01,03]
              / is at least 90% full: web-03

              NOT AVAILABLE
              services, because what tells it did not answer in time: router

            4 of 6 nodes told their facts in 2.3 s.

              FAILED

              pi-[01,02] (2 nodes)
                As it is told of pi-01:
                The machine pi-01 did not answer.
                We called it and nothing came back. It may be switched off, cut off from the
                network, or guarded by a firewall that keeps us out. We tried 2 times, over
                10 seconds.
                Nothing was changed.
                What to do: Check that it is switched on and plugged in to the network. Then
                  try again.
                For the author: connect-timeout, not started; no answer from 192.0.2.7:22

              COST
              PASS   NODES    TIME  NODES/S  MEDIAN  SLOWEST       OPENED  REUSED
              first      6   2.3 s      2.6  700 ms  1.9 s web-03       4       0
              again      4  120 ms       33   20 ms  90 ms web-03       0       4
            """);
  }

  @Test
  void isReadableInAsciiOn80Columns() {
    String shown =
        ScreenText.of(StandardCharsets.US_ASCII, Map.of(), false, DiscoveryReportTest::told);
    assertThat(shown.chars()).allMatch(c -> c == '\n' || (c >= ' ' && c < 0x7f));
    assertThat(shown.lines()).allMatch(line -> line.length() <= 80);
  }
}
