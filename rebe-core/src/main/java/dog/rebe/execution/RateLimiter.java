package dog.rebe.execution;

/**
 * Spreads permits over time (the generic cell rate algorithm of ITU-T I.371): a burst at once, then
 * one every interval. By our own clock. Thread-safe.
 */
final class RateLimiter {

  private final long intervalNanos;
  private final long burstNanos;
  private boolean used;
  private long dueNanos;

  RateLimiter(double perSecond, int burst) {
    this.intervalNanos = Math.max(1, (long) (1e9 / perSecond));
    this.burstNanos = intervalNanos * (burst - 1L);
  }

  /**
   * Takes a permit, now or for later.
   *
   * @return how long to wait for it, or -1 if that would be longer than {@code mostNanos}, in which
   *     case nothing was taken
   */
  synchronized long reserve(long nowNanos, long mostNanos) {
    long due = used && dueNanos - nowNanos > 0 ? dueNanos : nowNanos;
    long wait = Math.max(0, due - nowNanos - burstNanos);
    if (wait > mostNanos) {
      return -1;
    }
    used = true;
    dueNanos = due + intervalNanos;
    return wait;
  }
}
