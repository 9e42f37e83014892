package dog.rebe.execution;

import dog.rebe.outcome.FailureKind;

/** Bounds how many attempts are with transports at the same time. */
final class BulkheadStep implements Step {

  private final Corridor corridor;
  private final Bulkhead bulkhead;
  private final Permit place = this::leave;
  private final Step next;
  private final Step inside = this::goOn;

  BulkheadStep(HealthOptions health, Corridor corridor, Step next) {
    this.corridor = corridor;
    this.bulkhead = new Bulkhead(health.maxAttempts());
    this.next = next;
  }

  @Override
  public void enter(Passage<?> passage) {
    if (bulkhead.tryEnter()) {
      goOn(passage);
      return;
    }
    Pause pause =
        new Pause(
            passage,
            corridor,
            (self, cause) -> {
              bulkhead.leaveLine(self);
              passage.refuse(
                  cause == StopCause.DEADLINE ? FailureKind.BULKHEAD_FULL : cause.kind(),
                  "Ended while waiting for one of the executor's places");
            });
    if (!pause.begin()) {
      return;
    }
    if (!bulkhead.enterOrWait(pause)) {
      if (pause.isLeft()) {
        bulkhead.leaveLine(pause);
      }
    } else if (pause.leave()) {
      goOn(passage);
    } else {
      giveBack();
    }
  }

  private void goOn(Passage<?> passage) {
    passage.attempt().hold(place);
    next.enter(passage);
  }

  private void leave(Attempt attempt, AttemptResult result) {
    giveBack();
  }

  private void giveBack() {
    Pause nextInLine = bulkhead.leave();
    if (nextInLine != null) {
      corridor.onWorker(nextInLine.passage(), inside);
    }
  }
}
