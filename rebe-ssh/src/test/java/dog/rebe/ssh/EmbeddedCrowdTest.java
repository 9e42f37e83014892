package dog.rebe.ssh;

import static dog.rebe.ssh.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.execution.Call;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.execution.FleetOptions;
import dog.rebe.execution.FleetRun;
import dog.rebe.execution.FleetSummary;
import dog.rebe.execution.HealthOptions;
import dog.rebe.execution.NodeOutcome;
import dog.rebe.execution.RetryOptions;
import dog.rebe.node.Node;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import dog.rebe.ssh.testkit.EmbeddedFleet;
import dog.rebe.ssh.testkit.EmbeddedNode;
import dog.rebe.ssh.testkit.Fault;
import dog.rebe.ssh.testkit.NodeDefinition;
import dog.rebe.ssh.testkit.SimulatedSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many nodes that are real SSH servers, in this JVM. A hundred of them; {@code -Drebe.crowd=1000}
 * takes more. Ten thousand are simulated by virtual time elsewhere.
 */
class EmbeddedCrowdTest {

  private static final int NODES = Integer.getInteger("rebe.crowd", 100);
  private static final int MOST_CONNECTING = 8;
  private static final int MOST_SESSIONS = 40;

  /**
   * Of the client, all its pools full: I/O and workers by the processors, two timers, 8 that sign,
   * 16 that may block, and for hosts and keys 8 each and as many again that hand over. A thread for
   * each node, or for each call under way, would be a hundred.
   */
  private static final int MOST_THREADS = 80;

  private static final Duration LONG = Duration.ofMinutes(10);

  @TempDir Path folder;

  private SshTransportBuilder transport(EmbeddedFleet fleet) throws Exception {
    Path key =
        Files.createFile(
            folder.resolve("key"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(key, fleet.clientKeyText());
    return SshTransport.builder()
        .hostTrust(HostTrust.pinned(fleet.fingerprints()))
        .credentials(Credential.keyFile(key));
  }

  private static List<NodeDefinition> healthy() {
    return IntStream.range(0, NODES)
        .mapToObj(number -> NodeDefinition.of("node-" + number, SimulatedSystem.debian()))
        .toList();
  }

  private static Command<CapturedOutput> command() {
    return Command.of("uname", "-r").readOnly().limits(Limits.of(LONG, 4096));
  }

  @Test
  @Tag("fault-30")
  void allThatComeBackAtOnceAreTakenAFewAtATimeAndByFewThreads() throws Exception {
    PoolOptions narrow =
        PoolOptions.defaults()
            .withMaxSessions(MOST_SESSIONS)
            .withMaxConnecting(MOST_CONNECTING)
            .withAcquireTimeout(LONG);
    try (EmbeddedFleet fleet = EmbeddedFleet.start(healthy());
        SshTransport transport = transport(fleet).pool(narrow).build();
        CommandExecutor executor =
            CommandExecutor.builder()
                .transport(transport)
                .health(HealthOptions.defaults().withConnectionRate(10_000, 10_000))
                .build()) {
      assertThat(run(executor, transport, fleet).succeeded()).isEqualTo(NODES);
      fleet.nodes().forEach(EmbeddedNode::cutSessions);

      assertThat(run(executor, transport, fleet).succeeded()).isEqualTo(NODES);

      assertThat(fleet.statistics().executions()).isEqualTo(2L * NODES);
    }
  }

  private static FleetSummary run(
      CommandExecutor executor, SshTransport transport, EmbeddedFleet fleet) {
    AtomicReference<FleetSummary> summary = new AtomicReference<>();
    FleetRun<CapturedOutput> run =
        executor.start(
            command(), fleet.inventory(), FleetOptions.builder().concurrency(NODES).build());
    AtomicInteger connecting = new AtomicInteger();
    AtomicLong open = new AtomicLong();
    AtomicInteger threads = new AtomicInteger();
    run.summary().subscribe(summary::set);
    run.outcomes().subscribe();
    await()
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(2))
        .until(
            () -> {
              PoolStatistics pool = transport.poolStatistics();
              connecting.accumulateAndGet(pool.connecting(), Math::max);
              open.accumulateAndGet(pool.open(), Math::max);
              threads.accumulateAndGet(clientThreads(), Math::max);
              return summary.get() != null;
            });
    assertThat(connecting.get()).as("connecting").isLessThanOrEqualTo(MOST_CONNECTING);
    assertThat(open.get()).as("sessions").isLessThanOrEqualTo(MOST_SESSIONS);
    assertThat(threads.get()).as("threads").isLessThanOrEqualTo(MOST_THREADS);
    return summary.get();
  }

  private static int clientThreads() {
    Thread[] all = new Thread[2 * Thread.activeCount() + 10];
    int count = Thread.enumerate(all);
    return (int)
        Stream.of(all).limit(count).filter(one -> one.getName().startsWith("rebe-")).count();
  }

  /** It is the first of all, takes the connection, and never says a word. */
  @Test
  @Tag("fault-31")
  void nobodyWaitsForADeadNode() throws Exception {
    ConnectionOptions patient = ConnectionOptions.defaults().withHandshakeTimeout(LONG);
    Queue<NodeOutcome<CapturedOutput>> outcomes = new ConcurrentLinkedQueue<>();
    try (EmbeddedFleet fleet = EmbeddedFleet.start(healthy());
        SshTransport transport = transport(fleet).connection(patient).build();
        CommandExecutor executor = Calls.executor(transport)) {
      fleet.nodes().get(0).become(Fault.blackHole());
      List<Node> nodes = fleet.inventory();
      FleetRun<CapturedOutput> run =
          executor.start(command(), nodes, FleetOptions.builder().concurrency(20).build());

      run.outcomes().subscribe(outcomes::add);

      // The dead one has minutes left when all the others are done.
      await().atMost(LONG).until(() -> outcomes.size() == NODES - 1);
      assertThat(outcomes).allMatch(ended -> ended.outcome().value().isPresent());
      assertThat(outcomes).noneMatch(ended -> ended.node().equals(nodes.get(0)));
      run.cancel();
      await().until(() -> outcomes.size() == NODES);
    }
  }

  /** The pool has one place, and one who keeps it. */
  @Test
  @Tag("fault-32")
  void whoFindsNoPlaceInThePoolIsToldSoInHisTime() throws Exception {
    PoolOptions one =
        PoolOptions.defaults().withMaxSessions(1).withAcquireTimeout(Duration.ofMillis(300));
    try (EmbeddedFleet fleet = EmbeddedFleet.start(healthy().subList(0, 2));
        SshTransport transport = transport(fleet).pool(one).build();
        CommandExecutor executor =
            CommandExecutor.builder().transport(transport).retry(RetryOptions.none()).build()) {
      List<Node> nodes = fleet.inventory();
      fleet.nodes().get(0).become(Fault.hangsInCommand(0));
      Call<CapturedOutput> keeps = executor.start(command(), nodes.get(0));
      await().atMost(LONG).until(() -> fleet.statistics().executions() == 1);

      Outcome<CapturedOutput> late = executor.start(command(), nodes.get(1)).await();

      Calls.assertFailure(late, FailureKind.POOL_EXHAUSTED, Delivery.NOT_STARTED);
      assertThat(fleet.statistics().executions()).isEqualTo(1);
      keeps.cancel();
      keeps.await();
      await().until(() -> transport.poolStatistics().inUse() == 0);
      Calls.assertSuccess(executor.start(command(), nodes.get(1)).await());
    }
  }
}
