package dog.rebe.execution;

/**
 * A circuit breaker: closed until too much has failed, then open, then half-open for one probe at a
 * time. By our own clock. Not thread-safe: {@link Breakers} guards it.
 */
final class Breaker {

  private static final int MOST_DOUBLINGS = 3;

  private final int threshold;
  private final long openForNanos;
  private int failures;
  private int openings;
  private boolean open;
  private boolean probing;
  private long openUntilNanos;

  Breaker(int threshold, long openForNanos) {
    this.threshold = threshold;
    this.openForNanos = Math.min(openForNanos, Saturated.FOREVER_NANOS >> MOST_DOUBLINGS);
  }

  /** Whether an attempt may pass; while open, one may after its time, as the probe. */
  boolean tryPass(long nowNanos) {
    if (!open) {
      return true;
    }
    if (probing || nowNanos - openUntilNanos < 0) {
      return false;
    }
    probing = true;
    return true;
  }

  void failed(long nowNanos) {
    failures++;
    if (probing || (!open && failures >= threshold)) {
      open = true;
      probing = false;
      openUntilNanos = nowNanos + (openForNanos << Math.min(openings, MOST_DOUBLINGS));
      openings++;
    }
  }

  /** The probe ended without telling anything, so the next attempt is one. */
  void toldNothing() {
    probing = false;
  }
}
