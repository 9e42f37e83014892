package dog.rebe.runner;

import dog.rebe.change.ApprovalVerdict;
import dog.rebe.change.Precondition;
import dog.rebe.change.Step;
import dog.rebe.command.Command;
import dog.rebe.command.Decoder;
import dog.rebe.command.JournalEpoch;
import dog.rebe.command.Limits;
import dog.rebe.command.Token;
import dog.rebe.node.Node;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.ExitStatus;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import dog.rebe.outcome.Success;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * One step on one node, once: approval, preconditions, the journal's epoch, the intent, the command
 * under its token, the outcome. What was recorded of it earlier decides where it goes on.
 */
final class StepRun {

  private static final Duration QUESTION_DEADLINE = Duration.ofSeconds(30);
  private static final long QUESTION_BYTES = 4096;

  private final RunContext context;
  private final Progress.Place place;
  private final Step step;
  private final Command<CapturedOutput> command;
  private final Node node;
  private volatile Optional<String> mayHaveRun = Optional.empty();

  StepRun(RunContext context, Phase phase, Step step, Command<?> command, Node node) {
    this.context = context;
    this.place = new Progress.Place(phase, step.id(), node.id());
    this.step = step;
    this.command = command.decode(Decoder.raw());
    this.node = node;
  }

  /** Never fails but by a chronicle that failed. */
  CompletableFuture<StepResult> run() {
    Optional<StepResult> earlier = context.progress().result(place);
    Optional<Progress.Intent> intent = context.progress().intent(place);
    if (earlier.isPresent() && isSettled(earlier.get().state())) {
      return CompletableFuture.completedFuture(earlier.get());
    }
    if (intent.isPresent()) {
      return new Reconciliation(context, place, command, node)
          .ask(intent.get())
          .thenCompose(this::reconciled);
    }
    return begin();
  }

  /**
   * Finds out what became of a step that was under way when a program ended. Begins nothing: what
   * never began is left as it is.
   */
  CompletableFuture<StepResult> settle() {
    Progress.Intent intent = context.progress().intent(place).orElseThrow();
    return new Reconciliation(context, place, command, node)
        .ask(intent)
        .thenCompose(
            finding ->
                switch (finding.what()) {
                  case NEVER_BEGAN ->
                      CompletableFuture.completedFuture(
                          context.progress().state(place.phase(), place.step(), place.node()));
                  case MAY_REPEAT -> probed(finding.detail(), StepState.UNKNOWN);
                  case ENDED, AT_WORK, UNKNOWN -> reconciled(finding);
                });
  }

  /**
   * What was not started may be tried again by a run that goes on; what is unknown is asked for.
   */
  private static boolean isSettled(StepState state) {
    return state != StepState.UNKNOWN && state != StepState.NOT_STARTED;
  }

  private CompletableFuture<StepResult> reconciled(Reconciliation.Finding finding) {
    return switch (finding.what()) {
      case ENDED -> judged(finding.outcome().orElseThrow());
      case NEVER_BEGAN -> begin();
      case MAY_REPEAT -> repeat(finding.detail());
      case AT_WORK -> deliver(finding.token());
      case UNKNOWN -> probed(finding.detail(), StepState.FAILED);
    };
  }

  /** Whatever keeps it from beginning now says nothing of the time before. */
  private CompletableFuture<StepResult> repeat(String why) {
    if (context.progress().isOpen(place)) {
      mayHaveRun = Optional.of(why);
    }
    return begin();
  }

  /** What takes back was approved with the run, and waits for nothing. */
  private CompletableFuture<StepResult> begin() {
    if (place.phase() == Phase.UNDO) {
      return askEpoch();
    }
    ApprovalVerdict verdict = context.approval();
    if (verdict instanceof ApprovalVerdict.Refused refused) {
      context.stop("The approval does not hold any more. " + refused.reason());
      return notStarted("The approval does not hold any more");
    }
    return context
        .broken(step, node)
        .thenCompose(
            broken ->
                broken.isPresent()
                    ? notStarted("What was shown does not hold any more: " + broken.get())
                    : checked(step.preconditions().iterator(), this::askEpoch));
  }

  private CompletableFuture<StepResult> checked(
      Iterator<Precondition> conditions, Supplier<CompletableFuture<StepResult>> next) {
    if (!conditions.hasNext()) {
      return next.get();
    }
    Precondition condition = conditions.next();
    return context
        .calls()
        .start(condition.check().decode(Decoder.raw()), node)
        .thenCompose(
            outcome -> {
              if (outcome instanceof Success<CapturedOutput> success) {
                return condition.accepts(node.id(), success.result())
                    ? checked(conditions, next)
                    : notStarted(broken(condition));
              }
              Failure<CapturedOutput> failure = (Failure<CapturedOutput>) outcome;
              return notStarted(
                  failure.delivery() == Delivery.COMPLETED
                      ? "This does not hold: '" + condition.purpose() + "' " + words(failure)
                      : "It could not be checked: "
                          + condition.purpose()
                          + " ("
                          + words(failure)
                          + ")");
            });
  }

  private static String broken(Precondition condition) {
    return "This no longer holds: '"
        + condition.purpose()
        + "' The machine was changed since the plan was made: plan again.";
  }

  private CompletableFuture<StepResult> askEpoch() {
    if (!command.effect().hasImpact()) {
      return intend(Optional.empty());
    }
    Command<JournalEpoch> question = JournalEpoch.ask(questionLimits(), command.runAs());
    return context
        .calls()
        .start(question, node)
        .thenCompose(
            outcome -> {
              if (outcome instanceof Success<JournalEpoch> success) {
                return intend(Optional.of(context.token(place).under(success.result())));
              }
              Failure<JournalEpoch> failure = (Failure<JournalEpoch>) outcome;
              if (failure.kind() == FailureKind.JOURNAL_UNAVAILABLE
                  && command.effect().isRepeatable()) {
                return intend(Optional.empty());
              }
              return notStarted(
                  failure.kind() == FailureKind.JOURNAL_UNAVAILABLE
                      ? "The node can keep no journal, and this must not run twice"
                      : words(failure));
            });
  }

  private CompletableFuture<StepResult> intend(Optional<Token> token) {
    if (place.phase() == Phase.APPLY && context.isStopped()) {
      return notStarted("The run had been stopped");
    }
    return context.records().intent(place, command, token).thenCompose(recorded -> deliver(token));
  }

  private CompletableFuture<StepResult> deliver(Optional<Token> token) {
    Command<CapturedOutput> sent = token.map(command::token).orElse(command);
    context.gate().open(command, node.id());
    return context
        .calls()
        .start(sent, node)
        .whenComplete((outcome, failure) -> context.gate().close(command, node.id()))
        .thenCompose(this::judged);
  }

  private CompletableFuture<StepResult> judged(Outcome<CapturedOutput> outcome) {
    if (outcome instanceof Success<CapturedOutput>) {
      return recorded(StepState.DONE, "");
    }
    Failure<CapturedOutput> failure = (Failure<CapturedOutput>) outcome;
    return switch (failure.delivery()) {
      case NOT_STARTED -> notStarted(words(failure));
      case COMPLETED -> recorded(StepState.FAILED, words(failure));
      case STOPPED, RUNNING, UNKNOWN -> probed(words(failure), StepState.FAILED);
    };
  }

  /**
   * Only the step itself has a probe, not its undo.
   *
   * @param notDone what it is if its probe does not find it done
   */
  private CompletableFuture<StepResult> probed(String why, StepState notDone) {
    if (place.phase() == Phase.UNDO || step.probe().isEmpty()) {
      return recorded(StepState.UNKNOWN, why);
    }
    Command<?> probe = step.probe().get();
    return context
        .calls()
        .start(ProbeAnswer.question(probe), node)
        .thenCompose(
            outcome ->
                switch (ProbeAnswer.of(outcome, probe)) {
                  case DONE -> recorded(StepState.DONE, "Found done by its probe, after: " + why);
                  case NOT_DONE -> recorded(notDone, "Found not done by its probe, after: " + why);
                  case NONE -> recorded(StepState.UNKNOWN, why);
                });
  }

  private CompletableFuture<StepResult> notStarted(String why) {
    return mayHaveRun
        .map(before -> recorded(StepState.UNKNOWN, before + ". It was not begun again: " + why))
        .orElseGet(() -> recorded(StepState.NOT_STARTED, why));
  }

  private CompletableFuture<StepResult> recorded(StepState state, String detail) {
    StepResult result = new StepResult(place.step(), node.id(), state, detail);
    return context.records().outcome(place, result).thenApply(done -> result);
  }

  private Limits questionLimits() {
    Duration own = command.limits().deadline();
    return Limits.of(
        own.compareTo(QUESTION_DEADLINE) < 0 ? own : QUESTION_DEADLINE, QUESTION_BYTES);
  }

  /** What the machine said itself stands in the explanation, without the command's secrets. */
  static String words(Failure<?> failure) {
    return failure.kind().code() + ": " + said(failure);
  }

  static String said(Failure<?> failure) {
    return failure.kind() == FailureKind.NONZERO_EXIT
        ? status(failure) + ": " + lastWords(failure.explanation().whatHappened())
        : failure.explanation().headline();
  }

  private static String status(Failure<?> failure) {
    return failure
        .evidence()
        .exit()
        .filter(exit -> exit instanceof ExitStatus)
        .map(exit -> "status " + ((ExitStatus) exit).code())
        .orElse("no status");
  }

  /**
   * What the explanation quotes; the words around it tell durations, too, which differ each time.
   */
  private static String lastWords(String explained) {
    int from = explained.indexOf('\u201c');
    int to = explained.lastIndexOf('\u201d');
    return from < 0 || to < from ? "the machine said nothing." : explained.substring(from + 1, to);
  }
}
