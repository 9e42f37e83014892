package dog.rebe.execution;

import dog.rebe.command.Command;
import dog.rebe.command.JournalEpoch;
import dog.rebe.command.Limits;
import dog.rebe.command.Token;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import dog.rebe.outcome.Success;
import java.time.Duration;
import java.util.Optional;

/**
 * Before a token is first delivered, the epoch of the node's journal is asked for, by a call of its
 * own within this one's time: a token that was delivered without could be claimed twice by a node
 * that has forgotten the first claim. A token that its author has bound already is left as it is.
 */
final class EpochLearning implements Step {

  private static final long ANSWER_BYTES = 4096;

  private final Scheduler scheduler;
  private final Corridor corridor;
  private final Step next;

  EpochLearning(Surroundings surroundings, Corridor corridor, Step next) {
    this.scheduler = surroundings.scheduler();
    this.corridor = corridor;
    this.next = next;
  }

  @Override
  public void enter(Passage<?> passage) {
    Optional<Token> token = passage.command().token();
    if (token.isEmpty() || token.get().epoch().isPresent()) {
      next.enter(passage);
    } else {
      ask(passage);
    }
  }

  private void ask(Passage<?> passage) {
    Pause pause =
        Pause.beforeSending(passage, corridor, FailureKind.TIMED_OUT, "the node's journal");
    if (!pause.begin()) {
      return;
    }
    Passage<JournalEpoch> question = question(passage, pause);
    pause.cancelAtStop(() -> question.stop(StopCause.CANCELLED));
    corridor.start(question);
  }

  private Passage<JournalEpoch> question(Passage<?> passage, Pause pause) {
    Limits own = passage.command().limits();
    long leftNanos = Math.max(1, passage.leftNanos(scheduler));
    Duration left = Duration.ofNanos(leftNanos);
    Duration attempt = own.attemptTimeout().compareTo(left) < 0 ? own.attemptTimeout() : left;
    Command<JournalEpoch> command =
        JournalEpoch.ask(
            new Limits(left, attempt, own.grace(), ANSWER_BYTES, ANSWER_BYTES),
            passage.command().runAs());
    return new Passage<>(
        corridor,
        command,
        passage.node(),
        leftNanos,
        null,
        (asked, outcome) -> pause.resume(call -> answered(call, outcome)));
  }

  private void answered(Passage<?> passage, Outcome<JournalEpoch> outcome) {
    if (outcome instanceof Success<JournalEpoch> success) {
      passage.claimsUnder(success.result());
      next.enter(passage);
    } else if (outcome instanceof Failure<JournalEpoch> failure) {
      passage.refuse(
          failure.kind(), "The node's journal was asked for its epoch: " + failure.detail());
    }
  }
}
