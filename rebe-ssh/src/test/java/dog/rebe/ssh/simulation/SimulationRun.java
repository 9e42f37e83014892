package dog.rebe.ssh.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.change.ApprovalRequest;
import dog.rebe.change.ApprovalVerdict;
import dog.rebe.command.Command;
import dog.rebe.command.Effect;
import dog.rebe.command.Limits;
import dog.rebe.command.Repetition;
import dog.rebe.execution.Call;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.execution.FleetOptions;
import dog.rebe.execution.FleetRun;
import dog.rebe.execution.FleetSummary;
import dog.rebe.execution.HealthOptions;
import dog.rebe.execution.NodeOutcome;
import dog.rebe.execution.RetryOptions;
import dog.rebe.execution.StreamingCall;
import dog.rebe.node.Endpoint;
import dog.rebe.node.Node;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.Outcome;
import dog.rebe.outcome.Success;
import dog.rebe.ssh.pool.PoolCounts;
import dog.rebe.ssh.pool.PoolLimits;
import dog.rebe.testkit.VirtualScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

/**
 * One world under one seed: an executor, the session pool, a fleet run and single calls, cancelled
 * and read at random, over a network and a disk that fail. Everything that is promised is checked
 * on the way and at the end.
 */
final class SimulationRun {

  private static final Duration LONGEST = Duration.ofHours(2);

  private final SplittableRandom random;
  private final VirtualScheduler time;
  private final SimulatedNetwork network;
  private final SimulatedTransport transport;
  private final SimulatedChronicle chronicle;
  private final CommandExecutor executor;
  private final int places;
  private final PoolLimits limits;
  private final Map<Node, Effect> effects = new LinkedHashMap<>();
  private final Map<Node, List<Outcome<CapturedOutput>>> outcomes = new LinkedHashMap<>();

  SimulationRun(long seed) {
    random = new SplittableRandom(seed);
    time = VirtualScheduler.seeded(random.nextLong());
    double faults = random.nextInt(4) == 0 ? 0 : random.nextDouble() * 0.5;
    network = new SimulatedNetwork(time, random.split(), faults);
    limits =
        new PoolLimits(
            1 + random.nextInt(12),
            1 + random.nextInt(2),
            1 + random.nextInt(8),
            2 + random.nextInt(9),
            false,
            10,
            Duration.ofMillis(500 + random.nextInt(20_000)),
            Duration.ofSeconds(1 + random.nextInt(60)),
            Duration.ofSeconds(1 + random.nextInt(20)),
            Duration.ofSeconds(1 + random.nextInt(3)));
    transport = new SimulatedTransport(network, limits);
    chronicle = new SimulatedChronicle(network);
    places = 1 + random.nextInt(40);
    HealthOptions health =
        HealthOptions.defaults()
            .withMaxAttempts(places)
            .withNodeBreaker(1 + random.nextInt(6), Duration.ofSeconds(1 + random.nextInt(60)));
    if (random.nextInt(3) == 0) {
      health = health.withConnectionRate(1 + random.nextInt(50), 1 + random.nextInt(10));
    }
    RetryOptions retry = RetryOptions.defaults().withMaxAttempts(1 + random.nextInt(5));
    executor =
        CommandExecutor.builder()
            .transport(transport)
            .scheduler(time)
            .workers(time.workers())
            .blockingWorkers(time.workers())
            .clock(time.clock())
            .random(random.split())
            .chronicle(chronicle)
            .approvalGate(this::decide)
            .health(health)
            .retry(random.nextBoolean() ? retry.retryingNonZeroExits() : retry)
            .build();
  }

  /** Runs it to its end. Returns a number in which all that happened is folded. */
  long run() {
    Reading fleet = startFleet();
    List<Call<CapturedOutput>> calls = new ArrayList<>();
    int singles = random.nextInt(30);
    for (int i = 0; i < singles; i++) {
      Node node = node("call-" + i);
      Command<CapturedOutput> command = command(node);
      time.schedule(network.some(60_000), () -> calls.add(start(command, node)));
    }
    time.advance(Duration.ofSeconds(61));
    while (!isOver(fleet, singles)) {
      assertThat(time.elapsed()).as("it ends").isLessThan(LONGEST);
      time.advance(Duration.ofSeconds(1));
      checkSessions();
      fleet.readOn(random);
    }
    for (Node node : effects.keySet()) {
      check(node);
    }
    checkThatNothingIsHeld();
    return network.trace();
  }

  private boolean isOver(Reading fleet, int singles) {
    long arrived =
        outcomes.keySet().stream().filter(n -> n.id().value().startsWith("call")).count();
    return fleet.summary.get() != null && arrived == singles;
  }

  private Node node(String name) {
    String machine = "machine-" + random.nextInt(8);
    return Node.of(name, Endpoint.ssh(machine)).withLabel("site", "site-" + random.nextInt(2));
  }

  private Command<CapturedOutput> command(Node node) {
    Effect effect =
        switch (random.nextInt(5)) {
          case 0, 1 -> Effect.READ_ONLY;
          case 2 -> Effect.changes(Repetition.REPEATABLE);
          case 3 -> Effect.changes(Repetition.ONCE);
          default -> Effect.destroys(Repetition.REPEATABLE);
        };
    effects.put(node, effect);
    return command(effect);
  }

  private Command<CapturedOutput> command(Effect effect) {
    int deadlineMillis = 500 + random.nextInt(30_000);
    int attemptMillis = 300 + random.nextInt(10_000);
    return Command.of("work")
        .effect(effect)
        .limits(
            Limits.of(Duration.ofMillis(deadlineMillis), 100 + random.nextInt(2_000))
                .withGrace(Duration.ofMillis(random.nextInt(3_000)))
                .withAttemptTimeout(Duration.ofMillis(Math.min(deadlineMillis, attemptMillis))));
  }

  private CompletionStage<ApprovalVerdict> decide(ApprovalRequest request) {
    CompletableFuture<ApprovalVerdict> verdict = new CompletableFuture<>();
    if (!network.goesWrong()) {
      time.schedule(network.some(2_000), () -> verdict.complete(ApprovalVerdict.approved()));
    } else if (random.nextBoolean()) {
      verdict.complete(ApprovalVerdict.refused("simulated"));
    }
    return verdict;
  }

  private Call<CapturedOutput> start(Command<CapturedOutput> command, Node node) {
    boolean streamed = random.nextInt(4) == 0;
    Call<CapturedOutput> call;
    if (streamed) {
      StreamingCall<CapturedOutput> streaming = executor.stream(command, node);
      streaming.output().subscribe(chunk -> {}, failure -> {});
      call = streaming;
    } else {
      call = executor.start(command, node);
    }
    Limits limits = command.limits();
    call.outcome().subscribe(outcome -> arrived(node, outcome, limits));
    if (random.nextInt(3) == 0) {
      time.schedule(network.some(20_000), call::cancel);
    }
    return call;
  }

  private void arrived(Node node, Outcome<CapturedOutput> outcome, Limits limits) {
    network.note(
        node.id().value()
            + outcome.failure().map(failure -> failure.kind().code()).orElse("success")
            + outcome.delivery());
    outcomes.computeIfAbsent(node, n -> new ArrayList<>(1)).add(outcome);
    assertThat(outcome.evidence().elapsed())
        .as("the deadline of %s", node.id())
        .isLessThanOrEqualTo(limits.deadline().plus(limits.grace()));
  }

  private Reading startFleet() {
    int size = random.nextInt(60);
    List<Node> nodes = new ArrayList<>();
    Effect effect = random.nextBoolean() ? Effect.READ_ONLY : Effect.changes(Repetition.ONCE);
    for (int i = 0; i < size; i++) {
      Node node = node("fleet-" + i);
      effects.put(node, effect);
      nodes.add(node);
    }
    Command<CapturedOutput> command = command(effect);
    FleetOptions.Builder options = FleetOptions.builder().concurrency(1 + random.nextInt(20));
    if (random.nextInt(4) == 0) {
      options.deadline(Duration.ofSeconds(1 + random.nextInt(60)));
    }
    if (random.nextInt(4) == 0) {
      options.maxFailures(random.nextInt(10));
    }
    FleetRun<CapturedOutput> run = executor.start(command, nodes, options.build());
    Reading reading = new Reading(command.limits(), size);
    run.summary().subscribe(reading.summary::set);
    run.outcomes().subscribe(reading);
    if (random.nextInt(4) == 0) {
      time.schedule(network.some(60_000), run::cancel);
    }
    return reading;
  }

  /** Reads as slowly as it pleases. */
  private final class Reading extends BaseSubscriber<NodeOutcome<CapturedOutput>> {
    private final AtomicReference<FleetSummary> summary = new AtomicReference<>();
    private final Limits limits;
    private final int size;

    private Reading(Limits limits, int size) {
      this.limits = limits;
      this.size = size;
    }

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
      request(1 + random.nextInt(10));
    }

    @Override
    protected void hookOnNext(NodeOutcome<CapturedOutput> ended) {
      arrived(ended.node(), ended.outcome(), limits);
    }

    private void readOn(SplittableRandom random) {
      if (random.nextInt(3) != 0) {
        request(1 + random.nextInt(20));
      }
      FleetSummary end = summary.get();
      if (end != null) {
        assertThat(end.nodes()).as("nodes of the fleet").isEqualTo(size);
      }
    }
  }

  private void check(Node node) {
    List<Outcome<CapturedOutput>> ends = outcomes.getOrDefault(node, List.of());
    assertThat(ends).as("outcomes of %s", node.id()).hasSize(1);
    Outcome<CapturedOutput> outcome = ends.get(0);
    Effect effect = effects.getOrDefault(node, Effect.UNKNOWN);
    int executions = network.executionsOn(node.id());
    String about = node.id() + " ended as " + outcome;
    if (outcome.delivery() == Delivery.NOT_STARTED) {
      assertThat(executions).as(about).isZero();
    }
    if (outcome.delivery() == Delivery.COMPLETED || outcome.delivery() == Delivery.STOPPED) {
      assertThat(executions).as(about).isPositive();
    }
    if (outcome instanceof Success) {
      assertThat(outcome.delivery()).as(about).isEqualTo(Delivery.COMPLETED);
    }
    if (!effect.isRepeatable() || effect.isDestructive()) {
      assertThat(executions).as("doubles: %s", about).isLessThanOrEqualTo(1);
    }
    if (effect.hasImpact() && executions > 0) {
      assertThat(chronicle.isSafe(node.id().value())).as("recorded: %s", about).isTrue();
    }
    assertThat(chronicle.hasFailed() || chronicle.hasOutcome(node.id().value()))
        .as("recorded: %s", about)
        .isTrue();
  }

  private void checkSessions() {
    PoolCounts counts = transport.pool().counts();
    assertThat(counts.connecting()).as("connecting").isEqualTo(network.connecting());
    assertThat(counts.open()).as("sessions").isEqualTo(network.open().size());
    for (SimulatedLink link : network.open()) {
      assertThat(link.channels()).as("channels").isNotNegative();
    }
  }

  private void checkThatNothingIsHeld() {
    time.advance(Duration.ofSeconds(30));
    PoolCounts counts = transport.pool().counts();
    assertThat(transport.underWay()).as("attempts under way").isZero();
    assertThat(counts.waiting()).as("waiting for a lease").isZero();
    assertThat(counts.connecting()).as("connecting").isZero();
    assertThat(counts.idle()).as("sessions without a lease").isEqualTo(counts.open());
    network.open().forEach(link -> assertThat(link.channels()).as("open channels").isZero());

    transport.holdEverything();
    List<Call<CapturedOutput>> last = new ArrayList<>();
    for (int i = 0; i < places; i++) {
      // A machine of its own each: neither breaker nor rate has heard of it.
      Node node = Node.of("last-" + i, Endpoint.ssh("last-" + i));
      Limits unhurried = Limits.of(Duration.ofHours(1), 10);
      last.add(executor.start(Command.of("x").readOnly().limits(unhurried), node));
    }
    time.advance(Duration.ofMinutes(1));
    if (!chronicle.hasFailed()) {
      assertThat(transport.underWay()).as("places of the executor").isEqualTo(places);
    }
    last.forEach(Call::cancel);
    time.advance(Duration.ofSeconds(10));
    executor.close();
    transport.close();
    time.runReady();
    assertThat(network.open()).as("sessions at the end").isEmpty();
    assertThat(time.workers().pending()).as("tasks at the end").isZero();
    assertThat(time.pending()).as("timers at the end").isZero();
  }
}
