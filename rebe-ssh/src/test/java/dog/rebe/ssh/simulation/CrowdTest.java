package dog.rebe.ssh.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.execution.FleetOptions;
import dog.rebe.execution.FleetRun;
import dog.rebe.execution.FleetSummary;
import dog.rebe.execution.HealthOptions;
import dog.rebe.execution.NodeOutcome;
import dog.rebe.execution.RetryOptions;
import dog.rebe.node.Endpoint;
import dog.rebe.node.Node;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.ssh.pool.PoolLimits;
import dog.rebe.testkit.VirtualScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many nodes at once, through the executor and the session pool, by virtual time. */
class CrowdTest {

  private static final int MOST_CONNECTING = 64;
  private static final int PER_SECOND = 500;
  private static final int BURST = 100;
  private static final int PLACES = 400;

  private final VirtualScheduler time = VirtualScheduler.create();
  private final List<NodeOutcome<CapturedOutput>> outcomes = new ArrayList<>();

  private SimulatedTransport transport(SimulatedNetwork network) {
    return new SimulatedTransport(
        network,
        new PoolLimits(
            20_000,
            1,
            MOST_CONNECTING,
            10,
            false,
            10,
            Duration.ofSeconds(30),
            Duration.ofMinutes(5),
            Duration.ofSeconds(20),
            Duration.ofSeconds(3)));
  }

  private CommandExecutor executor(SimulatedTransport transport, HealthOptions health) {
    return CommandExecutor.builder()
        .transport(transport)
        .scheduler(time)
        .workers(time.workers())
        .blockingWorkers(time.workers())
        .clock(time.clock())
        .random(new SplittableRandom(3))
        .retry(RetryOptions.none())
        .health(health)
        .build();
  }

  private static List<Node> nodes(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> Node.of("n" + i, Endpoint.ssh("host-" + i)).withLabel("site", "s" + i % 10))
        .toList();
  }

  private static Command<CapturedOutput> command() {
    return Command.of("uptime")
        .readOnly()
        .limits(Limits.of(Duration.ofMinutes(2), 10_000).withAttemptTimeout(Duration.ofMinutes(1)));
  }

  private AtomicReference<FleetSummary> begin(FleetRun<CapturedOutput> run) {
    AtomicReference<FleetSummary> summary = new AtomicReference<>();
    run.summary().subscribe(summary::set);
    run.outcomes().subscribe(outcomes::add);
    return summary;
  }

  @Test
  @Tag("fault-30")
  void tenThousandNodesThatComeBackAtOnceAreTakenAtTheirRate() {
    SimulatedNetwork network = new SimulatedNetwork(time, new SplittableRandom(1), 0);
    network.neverEndless();
    SimulatedTransport transport = transport(network);
    CommandExecutor executor =
        executor(
            transport,
            HealthOptions.defaults().withConnectionRate(PER_SECOND, BURST).withMaxAttempts(PLACES));
    AtomicReference<FleetSummary> summary =
        begin(
            executor.start(
                command(), nodes(10_000), FleetOptions.builder().concurrency(2_000).build()));

    while (summary.get() == null) {
      assertThat(time.elapsed()).isLessThan(Duration.ofMinutes(10));
      long before = network.connections();
      for (int i = 0; i < 20; i++) {
        time.advance(Duration.ofMillis(50));
        assertThat(network.connecting()).isLessThanOrEqualTo(MOST_CONNECTING);
      }
      assertThat(network.connections() - before).isLessThanOrEqualTo(PER_SECOND + BURST);
    }

    assertThat(summary.get().nodes()).isEqualTo(10_000);
    assertThat(transport.mostUnderWay()).isLessThanOrEqualTo(PLACES);
    assertThat(summary.get().succeeded()).isEqualTo(10_000);
    executor.close();
    transport.close();
  }

  @Test
  @Tag("fault-31")
  void oneDeadNodeInAThousandIsNotNoticedByTheOthers() {
    Duration healthy = longest(Endpoint.ssh("host-1"));
    Duration beside = longest(Endpoint.ssh(SimulatedNetwork.DEAD));

    assertThat(beside).isLessThanOrEqualTo(healthy.plusSeconds(1));
  }

  /** The time of the slowest that works, in a fleet whose node 500 is at this endpoint. */
  private Duration longest(Endpoint endpoint) {
    outcomes.clear();
    SimulatedNetwork network = new SimulatedNetwork(time, new SplittableRandom(2), 0);
    network.neverEndless();
    SimulatedTransport transport = transport(network);
    CommandExecutor executor = executor(transport, HealthOptions.defaults());
    List<Node> nodes = new ArrayList<>(nodes(1_000));
    nodes.set(500, Node.of("n500", endpoint).withLabel("site", "s0"));
    AtomicReference<FleetSummary> summary =
        begin(executor.start(command(), nodes, FleetOptions.builder().concurrency(100).build()));
    while (summary.get() == null) {
      assertThat(time.elapsed()).isLessThan(Duration.ofMinutes(20));
      time.advance(Duration.ofSeconds(1));
    }
    boolean dead = endpoint.host().equals(SimulatedNetwork.DEAD);
    assertThat(summary.get().succeeded()).isEqualTo(dead ? 999 : 1_000);
    executor.close();
    transport.close();
    return outcomes.stream()
        .filter(CrowdTest::works)
        .map(ended -> ended.outcome().evidence().elapsed())
        .max(Duration::compareTo)
        .orElseThrow();
  }

  private static boolean works(NodeOutcome<CapturedOutput> ended) {
    return ended.outcome().value().isPresent();
  }
}
