package dog.rebe.runner;

import dog.rebe.command.Command;
import dog.rebe.command.DetachedWork;
import dog.rebe.command.JournalEpoch;
import dog.rebe.command.Limits;
import dog.rebe.command.Token;
import dog.rebe.node.Node;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Finds out what became of a step whose intent stands in the chronicle without an outcome: by its
 * token, from the node's own journal.
 */
final class Reconciliation {

  /** The node forgets results after seven days; a day is left for clocks that differ. */
  private static final Duration TRUSTED_FOR =
      Duration.ofSeconds(JournalEpoch.KEPT_SECONDS).minusDays(1);

  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private final RunContext context;
  private final Progress.Place place;
  private final Command<CapturedOutput> command;
  private final Node node;

  Reconciliation(
      RunContext context, Progress.Place place, Command<CapturedOutput> command, Node node) {
    this.context = context;
    this.place = place;
    this.command = command;
    this.node = node;
  }

  enum What {
    /** There is an outcome. */
    ENDED,
    /** No delivery of it has been claimed. */
    NEVER_BEGAN,
    /** Nobody can tell, because it had no token; but it may be done twice. */
    MAY_REPEAT,
    /** It runs; delivering the token again waits for it. */
    AT_WORK,
    /** Nobody can tell. */
    UNKNOWN
  }

  record Finding(
      What what, Optional<Outcome<CapturedOutput>> outcome, Optional<Token> token, String detail) {}

  CompletableFuture<Finding> ask(Progress.Intent intent) {
    if (intent.token().isEmpty() || intent.epoch().isEmpty()) {
      return CompletableFuture.completedFuture(withoutToken());
    }
    if (Duration.between(intent.at(), context.now()).compareTo(TRUSTED_FOR) > 0) {
      return CompletableFuture.completedFuture(
          finding(What.UNKNOWN, "It was under way too long ago for the node's journal to know"));
    }
    Optional<JournalEpoch> epoch = JournalEpoch.parse(intent.epoch().get());
    if (epoch.isEmpty() || !intent.token().get().equals(context.token(place).id())) {
      return CompletableFuture.completedFuture(
          finding(What.UNKNOWN, "The chronicle names a token that is not this step's"));
    }
    Token token = context.token(place).under(epoch.get());
    int[] exits = command.acceptedExits().stream().mapToInt(Integer::intValue).toArray();
    Limits own = command.limits();
    Command<CapturedOutput> question =
        new DetachedWork(token, command.runAs())
            .result(
                new Limits(DEADLINE, DEADLINE, own.grace(), own.stdoutBytes(), own.stderrBytes()))
            .acceptExits(exits);
    return context
        .calls()
        .start(question, node)
        .thenApply(outcome -> found(outcome, token))
        .thenApply(
            found ->
                found.what() == What.NEVER_BEGAN && intent.mayHaveRunBefore()
                    ? withoutToken()
                    : found);
  }

  private Finding withoutToken() {
    if (!command.effect().hasImpact()) {
      return finding(What.NEVER_BEGAN, "");
    }
    return finding(
        command.effect().isRepeatable() ? What.MAY_REPEAT : What.UNKNOWN,
        "It was under way without a token when the program ended");
  }

  private static Finding found(Outcome<CapturedOutput> outcome, Token token) {
    if (!(outcome instanceof Failure<CapturedOutput> failure)) {
      return new Finding(What.ENDED, Optional.of(outcome), Optional.of(token), "");
    }
    if (failure.kind() == FailureKind.NOT_RECORDED) {
      return finding(What.NEVER_BEGAN, "");
    }
    if (failure.kind() == FailureKind.STILL_RUNNING) {
      return new Finding(What.AT_WORK, Optional.empty(), Optional.of(token), "");
    }
    if (failure.delivery() == Delivery.COMPLETED) {
      return new Finding(What.ENDED, Optional.of(outcome), Optional.of(token), "");
    }
    return finding(What.UNKNOWN, StepRun.words(failure));
  }

  private static Finding finding(What what, String detail) {
    return new Finding(what, Optional.empty(), Optional.empty(), detail);
  }
}
