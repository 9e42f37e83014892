package dog.rebe.execution;

import static dog.rebe.execution.Simulation.failure;
import static dog.rebe.execution.Simulation.limits;
import static dog.rebe.execution.Simulation.readOnly;
import static dog.rebe.testkit.Script.accept;
import static dog.rebe.testkit.Script.commit;
import static dog.rebe.testkit.Script.exit;
import static dog.rebe.testkit.Script.pause;
import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Limits;
import dog.rebe.node.Endpoint;
import dog.rebe.node.Node;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import dog.rebe.testkit.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Breakers, the limit on new connections, and the bulkhead, by virtual time. */
final class HealthTest {

  private static final Duration OPEN = Duration.ofSeconds(30);

  private final Set<String> dead = new HashSet<>();

  private Simulation simulation(HealthOptions health) {
    return simulation(health, o -> {});
  }

  private Simulation simulation(HealthOptions health, Consumer<CommandExecutorBuilder> more) {
    return Simulation.of(
        request ->
            dead.contains(request.node().id().value())
                ? Script.refuses(FailureKind.CONNECT_REFUSED)
                : Script.answers(""),
        o -> {
          o.retry(RetryOptions.none()).health(health);
          more.accept(o);
        });
  }

  private static Node node(String id, String site) {
    return Node.of(id, Endpoint.ssh(id)).withLabel("site", site);
  }

  private static FailureKind kind(Simulation simulation, Node node) {
    return failure(simulation.finish(simulation.executor.start(readOnly(), node))).kind();
  }

  private static boolean works(Simulation simulation, Node node) {
    return simulation.finish(simulation.executor.start(readOnly(), node)).value().isPresent();
  }

  @Test
  void opensANodesBreakerAfterFailuresInARowAndProbesOnceInAWhile() {
    Node node = node("n1", "a");
    dead.add("n1");
    try (Simulation simulation = simulation(HealthOptions.defaults().withNodeBreaker(3, OPEN))) {
      for (int i = 0; i < 3; i++) {
        assertThat(kind(simulation, node)).isEqualTo(FailureKind.CONNECT_REFUSED);
      }
      Failure<CapturedOutput> refused =
          failure(simulation.finish(simulation.executor.start(readOnly(), node)));
      assertThat(refused.kind()).isEqualTo(FailureKind.CIRCUIT_OPEN);
      assertThat(refused.delivery()).isEqualTo(Delivery.NOT_STARTED);
      assertThat(refused.evidence().attempts()).isZero();
      assertThat(simulation.transport.attempts()).isEqualTo(3);

      simulation.time.advance(OPEN);
      assertThat(kind(simulation, node)).as("the probe").isEqualTo(FailureKind.CONNECT_REFUSED);
      assertThat(kind(simulation, node)).isEqualTo(FailureKind.CIRCUIT_OPEN);

      simulation.time.advance(OPEN);
      assertThat(kind(simulation, node)).as("twice as long").isEqualTo(FailureKind.CIRCUIT_OPEN);
      simulation.time.advance(OPEN);
      dead.clear();
      assertThat(works(simulation, node)).isTrue();
      assertThat(works(simulation, node)).isTrue();
    }
  }

  @Test
  void letsOneProbeThroughAtATime() {
    Node node = node("n1", "a");
    try (Simulation simulation =
        Simulation.of(
            request ->
                dead.isEmpty()
                    ? Script.refuses(FailureKind.CONNECT_REFUSED)
                    : Script.of(pause(Duration.ofSeconds(2)), commit(), accept(), exit(0)),
            o ->
                o.retry(RetryOptions.none())
                    .health(HealthOptions.defaults().withNodeBreaker(1, OPEN)))) {
      assertThat(kind(simulation, node)).isEqualTo(FailureKind.CONNECT_REFUSED);
      simulation.time.advance(OPEN);
      dead.add("answers slowly now");

      Call<CapturedOutput> probe = simulation.executor.start(readOnly(), node);
      simulation.time.advance(Duration.ofSeconds(1));
      assertThat(kind(simulation, node)).isEqualTo(FailureKind.CIRCUIT_OPEN);

      assertThat(simulation.finish(probe).value()).isPresent();
      assertThat(works(simulation, node)).isTrue();
    }
  }

  @Test
  void countsFailuresInARowOnly() {
    Node node = node("n1", "a");
    try (Simulation simulation = simulation(HealthOptions.defaults().withNodeBreaker(2, OPEN))) {
      for (int i = 0; i < 5; i++) {
        dead.add("n1");
        assertThat(kind(simulation, node)).isEqualTo(FailureKind.CONNECT_REFUSED);
        dead.clear();
        assertThat(works(simulation, node)).isTrue();
      }
    }
  }

  @Test
  void doesNotCountWhatANodeAnswered() {
    Node node = node("n1", "a");
    try (Simulation simulation =
        Simulation.of(
            request -> Script.refuses(FailureKind.AUTHENTICATION_REFUSED),
            o -> o.health(HealthOptions.defaults().withNodeBreaker(1, OPEN)))) {
      for (int i = 0; i < 3; i++) {
        assertThat(kind(simulation, node)).isEqualTo(FailureKind.AUTHENTICATION_REFUSED);
      }
    }
  }

  @Test
  void opensASitesBreakerWhenManyOfItsNodesCannotBeReached() {
    try (Simulation simulation = simulation(HealthOptions.defaults().withSiteBreaker("site", 3))) {
      for (int i = 1; i <= 3; i++) {
        dead.add("n" + i);
        assertThat(kind(simulation, node("n" + i, "a"))).isEqualTo(FailureKind.CONNECT_REFUSED);
      }

      assertThat(kind(simulation, node("n4", "a"))).isEqualTo(FailureKind.CIRCUIT_OPEN);
      assertThat(works(simulation, node("n5", "b"))).as("another site").isTrue();
      simulation.time.advance(OPEN);
      assertThat(works(simulation, node("n4", "a"))).as("the probe").isTrue();
      assertThat(works(simulation, node("n6", "a"))).isTrue();
    }
  }

  @Test
  @Tag("fault-31")
  void doesNotCloseASiteForOneDeadNode() {
    dead.add("dead");
    try (Simulation simulation = simulation(HealthOptions.defaults().withSiteBreaker("site", 3))) {
      for (int i = 0; i < 10; i++) {
        kind(simulation, node("dead", "a"));
      }
      assertThat(works(simulation, node("n1", "a"))).isTrue();
    }
  }

  @Test
  void keepsABoundedNumberOfBreakers() {
    try (Simulation simulation =
        simulation(
            HealthOptions.defaults().withNodeBreaker(1, Duration.ofDays(1)).withMaxBreakers(10))) {
      for (int i = 0; i < 100; i++) {
        Node node = Node.of("n" + i, Endpoint.ssh("n" + i));
        dead.add(node.id().value());
        assertThat(kind(simulation, node)).isEqualTo(FailureKind.CONNECT_REFUSED);
      }
      assertThat(kind(simulation, Node.of("n99", Endpoint.ssh("n99"))))
          .isEqualTo(FailureKind.CIRCUIT_OPEN);
      assertThat(kind(simulation, Node.of("n0", Endpoint.ssh("n0"))))
          .as("forgotten")
          .isEqualTo(FailureKind.CONNECT_REFUSED);
    }
  }

  @Test
  @Tag("fault-30")
  void spreadsNewConnectionsOverTime() {
    try (Simulation simulation = simulation(HealthOptions.defaults().withConnectionRate(10, 5))) {
      List<Await<Outcome<CapturedOutput>>> calls = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        calls.add(Await.of(simulation.executor.start(readOnly(), node("n" + i, "a")).outcome()));
      }
      simulation.time.runReady();
      assertThat(simulation.transport.attempts()).as("the burst").isEqualTo(5);
      simulation.time.advance(Duration.ofSeconds(1));
      assertThat(simulation.transport.attempts()).isEqualTo(15);
      simulation.time.advance(Duration.ofSeconds(9));

      assertThat(calls).filteredOn(call -> call.value().value().isPresent()).hasSize(100);
    }
  }

  @Test
  void refusesAtOnceWhatTheRateCannotServeBeforeTheDeadline() {
    try (Simulation simulation = simulation(HealthOptions.defaults().withConnectionRate(0.05, 1))) {
      assertThat(works(simulation, node("n1", "a"))).isTrue();

      Failure<CapturedOutput> late =
          failure(simulation.finish(simulation.executor.start(readOnly(), node("n2", "a"))));
      assertThat(late.kind()).isEqualTo(FailureKind.RATE_LIMITED);
      assertThat(late.evidence().elapsed()).isZero();
      assertThat(simulation.transport.attempts()).isEqualTo(1);
    }
  }

  @Test
  @Tag("fault-30")
  void boundsHowManyAttemptsAreUnderWay() {
    Script slow = Script.of(commit(), accept(), pause(Duration.ofMillis(100)), exit(0));
    try (Simulation simulation =
        Simulation.of(
            request -> slow, o -> o.health(HealthOptions.defaults().withMaxAttempts(7)))) {
      List<Await<Outcome<CapturedOutput>>> calls = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        calls.add(Await.of(simulation.executor.start(readOnly(), node("n" + i, "a")).outcome()));
      }
      simulation.time.advance(Duration.ofSeconds(9));

      assertThat(simulation.transport.mostOpen()).isEqualTo(7);
      assertThat(calls).filteredOn(call -> call.value().value().isPresent()).hasSize(500);
    }
  }

  @Test
  @Tag("fault-32")
  void failsByItsOwnKindWhenNoPlaceIsFreeBeforeTheDeadline() {
    try (Simulation simulation =
        Simulation.of(
            request -> Script.hangs(),
            o ->
                o.retry(RetryOptions.none()).health(HealthOptions.defaults().withMaxAttempts(1)))) {
      Limits longer = Limits.of(Duration.ofMinutes(1), 10);
      Call<CapturedOutput> first =
          simulation.executor.start(readOnly().withLimits(longer), Simulation.NODE);
      Failure<?> second = failure(simulation.run(readOnly()));

      assertThat(second.kind()).isEqualTo(FailureKind.BULKHEAD_FULL);
      assertThat(second.delivery()).isEqualTo(Delivery.NOT_STARTED);
      assertThat(second.evidence().elapsed()).isEqualTo(limits().deadline());

      Call<CapturedOutput> third = simulation.executor.start(readOnly(), Simulation.NODE);
      simulation.time.advance(Duration.ofSeconds(1));
      third.cancel();
      assertThat(failure(simulation.finish(third)).kind()).isEqualTo(FailureKind.CANCELLED);

      first.cancel();
      simulation.finish(first);
      Call<CapturedOutput> fourth = simulation.executor.start(readOnly(), Simulation.NODE);
      simulation.time.runReady();
      assertThat(simulation.transport.attempts()).as("the place is free again").isEqualTo(2);
      fourth.cancel();
      simulation.finish(fourth);
    }
  }

  @Test
  void learnsNothingOfANodeFromAWaitThatNeverReachedIt() {
    Script waitsForALine = Script.of(pause(Duration.ofDays(1)), commit(), accept(), exit(0));
    List<Script> scripts = new ArrayList<>(List.of(waitsForALine, waitsForALine));
    try (Simulation simulation =
        Simulation.of(
            request -> scripts.isEmpty() ? Script.answers("") : scripts.remove(0),
            o ->
                o.retry(RetryOptions.none())
                    .health(HealthOptions.defaults().withNodeBreaker(2, OPEN)))) {
      assertThat(kind(simulation, Simulation.NODE)).isEqualTo(FailureKind.TIMED_OUT);
      assertThat(kind(simulation, Simulation.NODE)).isEqualTo(FailureKind.TIMED_OUT);

      assertThat(works(simulation, Simulation.NODE)).isTrue();
    }
  }

  @Test
  @Tag("fault-15")
  void countsANodeThatTakesARequestAndSaysNothing() {
    Script silent = Script.of(commit(), Script.hang());
    try (Simulation simulation =
        Simulation.of(
            request -> silent,
            o ->
                o.retry(RetryOptions.none())
                    .health(HealthOptions.defaults().withNodeBreaker(2, OPEN)))) {
      assertThat(kind(simulation, Simulation.NODE)).isEqualTo(FailureKind.TIMED_OUT);
      assertThat(kind(simulation, Simulation.NODE)).isEqualTo(FailureKind.TIMED_OUT);

      assertThat(kind(simulation, Simulation.NODE)).isEqualTo(FailureKind.CIRCUIT_OPEN);
    }
  }
}
