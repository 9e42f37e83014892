package dog.rebe.execution;

import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.FailureKind;
import java.time.Duration;

/** The retry loop: begins tries until one ends in a way that must not, or need not, be repeated. */
final class Tries implements Step {

  private final Surroundings surroundings;
  private final Corridor corridor;
  private final RetryRule rule;
  private final RetryDelay delay;
  private final Step next;
  private final Step back;
  private final Step afterTry = this::afterTry;

  Tries(Surroundings surroundings, Corridor corridor, Step next, Step back) {
    this.surroundings = surroundings;
    this.corridor = corridor;
    this.rule = new RetryRule(surroundings.retry());
    this.delay = new RetryDelay(surroundings.retry(), surroundings.nonces());
    this.next = next;
    this.back = back;
  }

  @Override
  public void enter(Passage<?> passage) {
    passage.beginTry(afterTry);
    next.enter(passage);
  }

  private void afterTry(Passage<?> passage) {
    AttemptResult result = passage.result();
    if (mayTryAgain(passage, result)) {
      long waitNanos = delay.nanosAfter(passage.tries());
      if (waitNanos < passage.leftNanos(surroundings.scheduler())) {
        passage.carry(Deliveries.lessCertain(passage.carried(), result.delivery()));
        tryAgainAfter(waitNanos, passage);
        return;
      }
    }
    goBack(passage, result);
  }

  private boolean mayTryAgain(Passage<?> passage, AttemptResult result) {
    StreamedOutput stream = passage.stream();
    return passage.stopCause() == null
        && (stream == null || stream.isUntouched())
        && (isReattaching(passage, result)
            || (passage.tries() < rule.mostTries() && ruleAllows(passage, result)));
  }

  private boolean ruleAllows(Passage<?> passage, AttemptResult result) {
    return passage.command().token().isPresent()
        ? rule.allowsWithToken(result.kind(), result.delivery())
        : rule.allows(passage.command().effect(), result.kind(), result.delivery());
  }

  /**
   * A command with a token that was sent may be at work. As long as there is time its result is
   * asked for, which is no new try: nothing is run again.
   */
  private boolean isReattaching(Passage<?> passage, AttemptResult result) {
    return passage.command().token().isPresent()
        && rule.mostTries() > 1
        && (passage.carried() == Delivery.UNKNOWN || result.delivery() == Delivery.UNKNOWN)
        && rule.allowsWithToken(result.kind(), result.delivery());
  }

  private void tryAgainAfter(long waitNanos, Passage<?> passage) {
    Pause pause =
        new Pause(passage, corridor, (waiting, cause) -> stoppedBetweenTries(passage, cause));
    if (pause.begin()) {
      Scheduler.Cancellation timer =
          surroundings.scheduler().schedule(Duration.ofNanos(waitNanos), () -> pause.resume(this));
      pause.cancelAtStop(timer);
    }
  }

  private void stoppedBetweenTries(Passage<?> passage, StopCause cause) {
    AttemptResult last = passage.result();
    FailureKind kind = cause == StopCause.DEADLINE ? last.kind() : cause.kind();
    goBack(passage, last.failing(kind == null ? cause.kind() : kind, last.detail()));
  }

  /** A later refusal does not undo what an earlier attempt may have done. */
  private void goBack(Passage<?> passage, AttemptResult last) {
    Delivery all = Deliveries.ofCall(passage.carried(), last.delivery());
    passage.endsWith(all == last.delivery() ? last : last.withDelivery(all));
    back.enter(passage);
  }
}
