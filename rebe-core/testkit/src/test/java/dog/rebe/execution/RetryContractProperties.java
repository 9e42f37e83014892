package dog.rebe.execution;

import static dog.rebe.testkit.Script.accept;
import static dog.rebe.testkit.Script.breaks;
import static dog.rebe.testkit.Script.commit;
import static dog.rebe.testkit.Script.flood;
import static dog.rebe.testkit.Script.hang;
import static dog.rebe.testkit.Script.notStarted;
import static dog.rebe.testkit.Script.run;
import static dog.rebe.testkit.Script.signal;
import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.change.ApprovalVerdict;
import dog.rebe.command.Command;
import dog.rebe.command.Effect;
import dog.rebe.command.Limits;
import dog.rebe.command.Repetition;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import dog.rebe.outcome.Success;
import dog.rebe.testkit.Script;
import dog.rebe.testkit.StopAnswer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * The retry contract against a model of it: attempts that end at every step and in every way,
 * commands of every effect, the real executor. What was executed is counted by the node.
 */
final class RetryContractProperties {

  private static final Duration ATTEMPT = Duration.ofSeconds(1);
  private static final int MOST_ATTEMPTS = 4;

  /** How an attempt goes, and what must be said of it. */
  @SuppressWarnings("ImmutableEnumChecker") // a Script is immutable
  enum Fate {
    REFUSED(Script.refuses(FailureKind.CONNECT_REFUSED), "connect-refused", Delivery.NOT_STARTED),
    NOT_LET_IN(
        Script.refuses(FailureKind.AUTHENTICATION_REFUSED),
        "authentication-refused",
        Delivery.NOT_STARTED),
    HANGS_CONNECTING(Script.of(hang()), "timed-out", Delivery.NOT_STARTED),
    NOT_EXECUTED(
        Script.of(commit(), notStarted(FailureKind.EXEC_REFUSED)),
        "exec-refused",
        Delivery.NOT_STARTED),
    NO_CHANNEL(
        Script.of(notStarted(FailureKind.CHANNEL_REFUSED)),
        "channel-refused",
        Delivery.NOT_STARTED),
    LOST_BEFORE_IT_RAN(
        Script.of(commit(), breaks(FailureKind.CONNECTION_LOST)),
        "connection-lost",
        Delivery.UNKNOWN),
    LOST_WHEN_IT_RAN(
        Script.of(commit(), run(), breaks(FailureKind.CONNECTION_LOST)),
        "connection-lost",
        Delivery.UNKNOWN),
    CLOSED_WITHOUT_EXIT(
        Script.of(commit(), accept(), breaks(FailureKind.EXIT_UNKNOWN)),
        "exit-unknown",
        Delivery.UNKNOWN),
    HANGS_AND_IS_ENDED(Script.hangs(), "timed-out", Delivery.STOPPED),
    HANGS_AND_IS_LOST(
        Script.hangs().withStop(new StopAnswer.Unconfirmed(Duration.ofMillis(100))),
        "timed-out",
        Delivery.UNKNOWN),
    HANGS_FOR_EVER(Script.hangs().withStop(new StopAnswer.Never()), "timed-out", Delivery.UNKNOWN),
    FLOODS(
        Script.of(commit(), accept(), flood(OutputStreamName.STDOUT, 64)),
        "output-limit",
        Delivery.STOPPED),
    EXITS_WITH_1(Script.exits(1), "nonzero-exit", Delivery.COMPLETED),
    IS_KILLED(
        Script.of(commit(), accept(), signal("KILL")), "killed-by-signal", Delivery.COMPLETED),
    SUCCEEDS(Script.exits(0), null, Delivery.COMPLETED);

    private final Script script;
    private final @Nullable String kind;
    private final Delivery delivery;

    Fate(Script script, @Nullable String kind, Delivery delivery) {
      this.script = script;
      this.kind = kind;
      this.delivery = delivery;
    }

    boolean isTransient() {
      return kind != null && FailureKind.ofCode(kind).orElseThrow().isTransient();
    }

    /** Whether the command began on the node. */
    boolean runs() {
      return this == LOST_WHEN_IT_RAN
          || (delivery != Delivery.NOT_STARTED && this != LOST_BEFORE_IT_RAN);
    }
  }

  /** The table of the contract, as a person reads it. */
  private static boolean mayTryAgain(Fate last, Effect effect, boolean nonZeroExits) {
    String row =
        switch (effect.impact()) {
          case NONE -> "no impact";
          case CHANGES -> effect.isRepeatable() ? "repeatable" : "once";
          case DESTROYS -> "destroys";
        };
    String column =
        switch (last.delivery) {
          case NOT_STARTED -> last.isTransient() ? "not started" : "permanent";
          case STOPPED -> last.isTransient() ? "ended" : "permanent";
          case UNKNOWN -> last.isTransient() ? "unknown" : "permanent";
          case COMPLETED -> last == Fate.EXITS_WITH_1 && nonZeroExits ? "exit" : "permanent";
          case RUNNING -> "permanent";
        };
    return switch (row + ", " + column) {
      case "no impact, not started",
          "no impact, ended",
          "no impact, unknown",
          "no impact, exit",
          "repeatable, not started",
          "repeatable, ended",
          "repeatable, exit",
          "once, not started",
          "destroys, not started" ->
          true;
      default -> false;
    };
  }

  @Provide
  Arbitrary<Effect> effects() {
    return Arbitraries.of(
        Effect.READ_ONLY,
        Effect.changes(Repetition.REPEATABLE),
        Effect.changes(Repetition.ONCE),
        Effect.destroys(Repetition.REPEATABLE),
        Effect.destroys(Repetition.ONCE));
  }

  @Property(tries = 2_000)
  void keepsTheContract(
      @ForAll @Size(min = MOST_ATTEMPTS, max = MOST_ATTEMPTS) List<Fate> fates,
      @ForAll("effects") Effect effect,
      @ForAll boolean nonZeroExits,
      @ForAll long seed) {
    int attempts = 1;
    while (attempts < MOST_ATTEMPTS && mayTryAgain(fates.get(attempts - 1), effect, nonZeroExits)) {
      attempts++;
    }
    List<Fate> happened = fates.subList(0, attempts);
    Fate last = happened.get(attempts - 1);

    try (Simulation simulation = simulation(seed, fates, nonZeroExits)) {
      Outcome<CapturedOutput> outcome = simulation.run(command(effect));

      assertThat(outcome.evidence().attempts()).isEqualTo(attempts);
      assertThat(simulation.transport.attempts()).isEqualTo(attempts);
      assertThat(outcome.failure().map(failure -> failure.kind().code()).orElse(null))
          .isEqualTo(last.kind);
      assertThat(outcome.delivery()).isEqualTo(deliveryOf(happened));
      assertThat(simulation.transport.executions())
          .isEqualTo(happened.stream().filter(Fate::runs).count());
      simulation.transport.close();
    }
  }

  /** What ended by itself is known; otherwise the worst of all attempts counts. */
  private static Delivery deliveryOf(List<Fate> happened) {
    Delivery last = happened.get(happened.size() - 1).delivery;
    if (last == Delivery.COMPLETED) {
      return last;
    }
    for (Delivery worst : List.of(Delivery.UNKNOWN, Delivery.STOPPED, Delivery.COMPLETED)) {
      if (happened.stream().anyMatch(fate -> fate.delivery == worst)) {
        return worst;
      }
    }
    return Delivery.NOT_STARTED;
  }

  /** Whatever is asked for, and whenever: the outcome claims no more than the node has counted. */
  @Property(tries = 2_000)
  void claimsNoMoreThanHappenedWhenItIsCancelled(
      @ForAll @Size(min = MOST_ATTEMPTS, max = MOST_ATTEMPTS) List<Fate> fates,
      @ForAll("effects") Effect effect,
      @ForAll @IntRange(max = 6_000) int cancelAfterMillis,
      @ForAll long seed) {
    try (Simulation simulation = simulation(seed, fates, true)) {
      Call<CapturedOutput> call = simulation.executor.start(command(effect), Simulation.NODE);
      simulation.time.advance(Duration.ofMillis(cancelAfterMillis));
      call.cancel();
      Outcome<CapturedOutput> outcome = simulation.finish(call);

      long executions = simulation.transport.executions();
      if (outcome.delivery() == Delivery.NOT_STARTED) {
        assertThat(executions).isZero();
      }
      if (outcome.delivery() == Delivery.COMPLETED || outcome.delivery() == Delivery.STOPPED) {
        assertThat(executions).isPositive();
      }
      if (!effect.isRepeatable() || effect.isDestructive()) {
        assertThat(executions).as("doubles").isLessThanOrEqualTo(1);
      }
      if (outcome instanceof Success) {
        assertThat(fates).contains(Fate.SUCCEEDS);
      }
      assertThat(outcome.evidence().elapsed())
          .isLessThanOrEqualTo(command(effect).limits().deadline().plus(Limits.DEFAULT_GRACE));
      simulation.transport.close();
    }
  }

  private static Simulation simulation(long seed, List<Fate> fates, boolean nonZeroExits) {
    RetryOptions retry =
        RetryOptions.defaults()
            .withMaxAttempts(MOST_ATTEMPTS)
            .withBackoff(Duration.ofMillis(10), Duration.ofSeconds(1));
    return Simulation.seeded(
        seed,
        request -> fates.get(request.attempt() - 1).script,
        options ->
            options
                .retry(nonZeroExits ? retry.retryingNonZeroExits() : retry)
                .approvalGate(
                    request -> CompletableFuture.completedFuture(ApprovalVerdict.approved())));
  }

  private static Command<CapturedOutput> command(Effect effect) {
    return Command.of("work")
        .effect(effect)
        .limits(Limits.of(Duration.ofMinutes(5), 100).withAttemptTimeout(ATTEMPT));
  }
}
