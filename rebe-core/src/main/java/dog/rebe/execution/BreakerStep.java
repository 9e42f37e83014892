package dog.rebe.execution;

import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.FailureCategory;
import dog.rebe.outcome.FailureKind;

/** Spares nodes and sites that could not be reached lately, and learns from every attempt. */
final class BreakerStep implements Step {

  private final Scheduler scheduler;
  private final Breakers breakers;
  private final Permit learning = this::learn;
  private final Step next;

  BreakerStep(Surroundings surroundings, Step next) {
    this.scheduler = surroundings.scheduler();
    this.breakers = new Breakers(surroundings.health());
    this.next = next;
  }

  @Override
  public void enter(Passage<?> passage) {
    String refusal = breakers.refusal(passage.node(), scheduler.nanoTime());
    if (refusal != null) {
      passage.refuse(FailureKind.CIRCUIT_OPEN, refusal);
      return;
    }
    passage.attempt().hold(learning);
    next.enter(passage);
  }

  private void learn(Attempt attempt, AttemptResult result) {
    breakers.learn(attempt.passage().node(), lessonOf(attempt, result), scheduler.nanoTime());
  }

  private static Breakers.Lesson lessonOf(Attempt attempt, AttemptResult result) {
    FailureKind kind = result.kind();
    if (kind != null && kind.category() == FailureCategory.CONNECTION) {
      return Breakers.Lesson.NOT_REACHED;
    }
    if (attempt.isAccepted() || result.delivery() == Delivery.COMPLETED) {
      return Breakers.Lesson.REACHED;
    }
    if (kind == FailureKind.TIMED_OUT && attempt.isCommitted()) {
      // Before the request was sent the time may have gone by in a queue of our own; whoever makes
      // a connection in vain says so by a kind of its own.
      return Breakers.Lesson.NOT_REACHED;
    }
    boolean nodeAnswered =
        kind != null
            && (kind.category() == FailureCategory.AUTHENTICATION
                || kind.category() == FailureCategory.TRUST
                || kind == FailureKind.EXEC_REFUSED);
    return nodeAnswered ? Breakers.Lesson.REACHED : Breakers.Lesson.NOTHING;
  }
}
