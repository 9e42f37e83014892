package dog.rebe.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.change.ApprovalVerdict;
import dog.rebe.command.Command;
import dog.rebe.command.Effect;
import dog.rebe.command.JournalEpoch;
import dog.rebe.command.Limits;
import dog.rebe.command.Token;
import dog.rebe.execution.RetryModel.Place;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.ExitSignal;
import dog.rebe.outcome.ExitStatus;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import dog.rebe.testkit.VirtualScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/** One call by the real executor, and the model of it: whatever is done is done to both. */
final class RetryMachine {

  private static final Token TOKEN =
      Token.of("once")
          .under(
              new JournalEpoch(
                  "00000000-0000-0000-0000-000000000002",
                  "00000000-0000-0000-0000-000000000001",
                  1_000));

  private final Effect effect;
  private final boolean hasToken;
  private final RetryModel model;
  private final VirtualScheduler time;
  private final HandDrivenTransport transport = new HandDrivenTransport();
  private final List<CompletableFuture<ApprovalVerdict>> questions = new ArrayList<>();
  private final List<HandDrivenTransport.Hand> givenUp = new ArrayList<>();
  private final CommandExecutor executor;
  private final Call<CapturedOutput> call;
  private final Await<Outcome<CapturedOutput>> end;

  RetryMachine(Effect effect, boolean retriesExits, boolean hasToken, long seed) {
    this.effect = effect;
    this.hasToken = hasToken;
    this.model = new RetryModel(effect, retriesExits, hasToken);
    this.time = VirtualScheduler.seeded(seed);
    RetryOptions retry =
        RetryOptions.defaults()
            .withMaxAttempts(RetryModel.MOST_TRIES)
            .withBackoff(Duration.ofNanos(RetryModel.FIRST_DELAY), Duration.ofDays(1))
            .withJitter(0);
    this.executor =
        CommandExecutor.builder()
            .transport(transport)
            .scheduler(time)
            .workers(time.workers())
            .blockingWorkers(time.workers())
            .clock(time.clock())
            .random(new SplittableRandom(seed))
            .health(HealthOptions.defaults().withNodeBreaker(1_000, Duration.ofSeconds(1)))
            .retry(retriesExits ? retry.retryingNonZeroExits() : retry)
            .approvalGate(
                request -> {
                  CompletableFuture<ApprovalVerdict> question = new CompletableFuture<>();
                  questions.add(question);
                  return question;
                })
            .build();
    Limits limits =
        Limits.of(Duration.ofNanos(RetryModel.CALL), 100)
            .withAttemptTimeout(Duration.ofNanos(RetryModel.ATTEMPT))
            .withGrace(Duration.ofNanos(RetryModel.GRACE));
    Command<CapturedOutput> command = Command.of("work").effect(effect).limits(limits);
    this.call = executor.start(hasToken ? command.token(TOKEN) : command, Simulation.NODE);
    this.end = Await.of(call.outcome());
    time.runReady();
  }

  private HandDrivenTransport.Hand hand() {
    return transport.latest();
  }

  boolean isAt(Place place) {
    return model.place() == place;
  }

  boolean isOnItsWay() {
    return isAt(Place.WITH_TRANSPORT) && !hand().isCommitted();
  }

  boolean isCommitted() {
    return isAt(Place.WITH_TRANSPORT) && hand().isCommitted();
  }

  boolean hasRun() {
    return hand().hasRun();
  }

  boolean isBeingEnded() {
    return model.isBeingEnded();
  }

  boolean hasToken() {
    return hasToken;
  }

  boolean hasGivenUp() {
    return !givenUp.isEmpty();
  }

  void commit() {
    hand().commit();
  }

  void runUnheard() {
    hand().run();
  }

  void accept() {
    hand().run();
    hand().accept();
  }

  void print() {
    hand().run();
    hand().print("output ");
  }

  void exit(int status) {
    hand().run();
    model.exited(status == 0 ? null : "nonzero-exit");
    hand().end(new ExchangeEnd.Exited(new ExitStatus(status)));
  }

  void dieBySignal() {
    hand().run();
    model.exited("killed-by-signal");
    hand().end(new ExchangeEnd.Exited(new ExitSignal("SEGV")));
  }

  void refuse(FailureKind kind) {
    model.notStarted(kind.code());
    hand().end(new ExchangeEnd.NotStarted(kind, "refused"));
  }

  void lose(FailureKind kind) {
    model.lost(kind.code());
    hand().end(new ExchangeEnd.Lost(kind, "lost"));
  }

  void answerStop(boolean confirmed) {
    if (!hand().isCommitted()) {
      model.ended(Delivery.NOT_STARTED);
      hand().end(new ExchangeEnd.StoppedBeforeStart());
    } else if (confirmed) {
      hand().run();
      model.ended(Delivery.STOPPED);
      hand().end(new ExchangeEnd.StoppedConfirmed());
    } else {
      model.ended(Delivery.UNKNOWN);
      hand().end(new ExchangeEnd.StoppedUnconfirmed("refused"));
    }
  }

  void approve() {
    CompletableFuture<ApprovalVerdict> question = questions.get(questions.size() - 1);
    model.approved();
    question.complete(ApprovalVerdict.approved());
  }

  void withdrawApproval() {
    CompletableFuture<ApprovalVerdict> question = questions.get(questions.size() - 1);
    model.notApproved();
    question.complete(ApprovalVerdict.refused("not any more"));
  }

  void cancel() {
    model.cancelled();
    call.cancel();
  }

  void pass(long nanos) {
    HandDrivenTransport.Hand before = isAt(Place.WITH_TRANSPORT) ? hand() : null;
    int attempts = model.attempts();
    model.pass(nanos);
    time.advance(Duration.ofNanos(nanos));
    if (before != null && (model.attempts() > attempts || !isAt(Place.WITH_TRANSPORT))) {
      givenUp.add(before);
    }
  }

  /** Nobody listens any more. It may even have run: only where the outcome allows for it. */
  void speakLate() {
    HandDrivenTransport.Hand late = givenUp.remove(0);
    late.run();
    late.accept();
    late.print("too late");
    late.end(new ExchangeEnd.Exited(new ExitStatus(0)));
  }

  /** After each step both say the same. */
  void agree() {
    time.runReady();
    assertThat(transport.attempts()).as("attempts").isEqualTo(model.attempts());
    assertThat(questions).as("questions to the gate").hasSize(model.questions());
    assertThat(end.isDone()).as("has ended").isEqualTo(isAt(Place.ENDED));
    if (isAt(Place.WITH_TRANSPORT)) {
      assertThat(hand().isStopped()).as("is being ended").isEqualTo(model.isBeingEnded());
    }
    assertThat(transport.delivered())
        .as("each delivery has the same token under the same epoch")
        .allMatch(token -> token.equals(hasToken ? Optional.of(TOKEN) : Optional.empty()));
    boolean once = hasToken || !effect.isRepeatable() || effect.isDestructive();
    assertThat(transport.executions()).as("doubles").isLessThanOrEqualTo(once ? 1 : 4);
    if (end.isDone()) {
      agreeOnTheEnd(end.value());
    }
  }

  private void agreeOnTheEnd(Outcome<CapturedOutput> outcome) {
    assertThat(end.values).hasSize(1);
    assertThat(outcome.failure().map(failure -> failure.kind().code()).orElse(null))
        .isEqualTo(model.kind());
    assertThat(outcome.delivery()).isEqualTo(model.delivery());
    assertThat(outcome.evidence().attempts()).isEqualTo(model.attempts());
    assertThat(outcome.evidence().elapsed().toNanos())
        .isLessThanOrEqualTo(RetryModel.CALL + RetryModel.GRACE);
    long executions = transport.executions();
    switch (outcome.delivery()) {
      case NOT_STARTED -> assertThat(executions).isZero();
      case COMPLETED, STOPPED -> assertThat(executions).isPositive();
      case UNKNOWN, RUNNING -> {}
    }
  }

  /** However it ended, nothing comes after it, and nothing is left. */
  void finish() {
    cancel();
    agree();
    pass(RetryModel.CALL + RetryModel.GRACE);
    agree();
    assertThat(isAt(Place.ENDED)).isTrue();
    while (hasGivenUp()) {
      speakLate();
      time.runReady();
    }
    executor.close();
    assertThat(time.pending()).as("timers").isZero();
    assertThat(time.workers().pending()).as("tasks").isZero();
    assertThat(transport.attempts()).isEqualTo(model.attempts());
  }
}
