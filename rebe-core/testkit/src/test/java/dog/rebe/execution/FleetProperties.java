package dog.rebe.execution;

import static dog.rebe.testkit.Script.accept;
import static dog.rebe.testkit.Script.breaks;
import static dog.rebe.testkit.Script.commit;
import static dog.rebe.testkit.Script.exit;
import static dog.rebe.testkit.Script.flood;
import static dog.rebe.testkit.Script.hang;
import static dog.rebe.testkit.Script.pause;
import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.command.Repetition;
import dog.rebe.node.Endpoint;
import dog.rebe.node.Node;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.FailureKind;
import dog.rebe.testkit.Script;
import dog.rebe.testkit.StopAnswer;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Fleets of random size, options and misfortune, read at random speed, cancelled at random times,
 * on workers that run in a random order. One seed decides everything; a failing one is printed by
 * jqwik and can be given to {@code @Property(seed)}.
 */
final class FleetProperties {

  private static final Duration DEADLINE = Duration.ofSeconds(20);

  @Property(tries = 400)
  void keepsItsPromisesWhateverHappens(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int size = random.nextInt(120);
    int concurrency = 1 + random.nextInt(30);
    FleetOptions options = options(random, concurrency);
    Map<String, Script> scripts = new HashMap<>();
    List<Node> nodes =
        IntStream.range(0, size).mapToObj(i -> Node.of("n" + i, Endpoint.ssh("n" + i))).toList();
    nodes.forEach(node -> scripts.put(node.id().value(), script(random)));
    int places = 1 + random.nextInt(40);

    try (Simulation simulation =
        Simulation.seeded(
            seed,
            request -> scripts.get(request.node().id().value()),
            o -> o.health(HealthOptions.defaults().withMaxAttempts(places)))) {
      FleetRun<CapturedOutput> run = simulation.executor.start(command(random), nodes, options);
      Await<FleetSummary> summary = Await.of(run.summary());
      Await<NodeOutcome<CapturedOutput>> reader = Await.of(run.outcomes(), random.nextInt(20));
      long cancelAt = random.nextInt(4) == 0 ? random.nextInt(60) : Long.MAX_VALUE;
      boolean goes = random.nextBoolean();
      boolean gone = false;
      for (int second = 0; second < 5_000 && !summary.isDone(); second++) {
        simulation.time.advance(Duration.ofSeconds(1));
        if (second == cancelAt) {
          if (goes) {
            reader.cancel();
            gone = true;
          } else {
            run.cancel();
          }
        }
        if (!gone) {
          reader.request(1 + random.nextInt(20));
        }
      }

      assertThat(summary.isDone()).as("the run ends").isTrue();
      assertThat(summary.value().nodes()).isEqualTo(size);
      if (!gone) {
        assertThat(reader.values).hasSize(size);
        assertThat(reader.isDone()).isTrue();
      }
      checkOutcomes(simulation, reader.values, command(random).limits());
      long givenUp =
          scripts.values().stream()
              .filter(script -> script.stopAnswer() instanceof StopAnswer.Never)
              .count();
      assertThat((long) simulation.transport.mostOpen())
          .isLessThanOrEqualTo(Math.min(concurrency, places) + givenUp);
      everyPlaceIsFreeAgain(simulation, scripts, places);
      simulation.transport.close();
    }
  }

  /** As many calls as there are places, which all hang, reach the transport together. */
  private static void everyPlaceIsFreeAgain(
      Simulation simulation, Map<String, Script> scripts, int places) {
    long before = simulation.transport.attempts();
    for (int i = 0; i < places; i++) {
      scripts.put("last" + i, Script.hangs());
      simulation.executor.start(
          Command.of("x").readOnly().limits(Limits.of(DEADLINE, 10)),
          Node.of("last" + i, Endpoint.ssh("last")));
    }
    simulation.time.runReady();
    assertThat(simulation.transport.attempts() - before).isEqualTo(places);
    simulation.time.advance(DEADLINE.multipliedBy(2));
  }

  private static void checkOutcomes(
      Simulation simulation, List<NodeOutcome<CapturedOutput>> outcomes, Limits limits) {
    Set<Node> seen = new HashSet<>();
    for (NodeOutcome<CapturedOutput> ended : outcomes) {
      assertThat(seen.add(ended.node())).as("one outcome of %s", ended.node()).isTrue();
      assertThat(ended.outcome().evidence().elapsed())
          .isLessThanOrEqualTo(limits.deadline().plus(limits.grace()));
      long executions = simulation.transport.executionsOn(ended.node().id());
      if (ended.outcome().delivery() == Delivery.NOT_STARTED) {
        assertThat(executions).isZero();
      }
      if (ended.outcome().delivery() == Delivery.COMPLETED) {
        assertThat(executions).isPositive();
      }
    }
  }

  private static FleetOptions options(SplittableRandom random, int concurrency) {
    FleetOptions.Builder options = FleetOptions.builder().concurrency(concurrency);
    if (random.nextInt(3) == 0) {
      options.deadline(Duration.ofSeconds(1 + random.nextInt(100)));
    }
    if (random.nextInt(3) == 0) {
      options.maxFailures(random.nextInt(10));
    }
    if (random.nextInt(3) == 0) {
      options.maxFailureShare(random.nextDouble());
    }
    if (random.nextInt(3) == 0) {
      options.canary(random.nextInt(4));
    }
    if (random.nextInt(3) == 0) {
      options.waves(1 + random.nextInt(10), 1 + random.nextInt(50));
    }
    return options.build();
  }

  private static Command<CapturedOutput> command(SplittableRandom random) {
    Limits limits = Limits.of(DEADLINE, 1_000);
    Command.NeedsEffect work = Command.of("work");
    return random.nextBoolean()
        ? work.readOnly().limits(limits)
        : work.changes(Repetition.ONCE).limits(limits);
  }

  private static Script script(SplittableRandom random) {
    Duration some = Duration.ofMillis(random.nextInt(5_000));
    return switch (random.nextInt(12)) {
      case 0 -> Script.of(pause(some), Script.notStarted(FailureKind.CONNECT_REFUSED));
      case 1 -> Script.refuses(FailureKind.AUTHENTICATION_REFUSED);
      case 2 -> Script.of(hang());
      case 3 -> Script.of(pause(some), commit(), breaks(FailureKind.CONNECTION_LOST));
      case 4 -> Script.hangs().withStop(new StopAnswer.Confirmed(Duration.ofSeconds(1)));
      case 5 -> Script.hangs().withStop(new StopAnswer.Never());
      case 6 -> Script.of(commit(), accept(), flood(OutputStreamName.STDERR, 100));
      case 7 -> Script.of(commit(), accept(), pause(some), exit(1));
      default -> Script.of(pause(some), commit(), accept(), pause(some), exit(0));
    };
  }
}
