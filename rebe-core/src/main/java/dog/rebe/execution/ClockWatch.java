package dog.rebe.execution;

import java.time.Clock;

/**
 * Notices that the wall clock was set: it then moved by another amount than the monotonic clock.
 * Slow corrections, as time synchronisation makes them, are followed without a word. Thread-safe.
 */
final class ClockWatch {

  /** More than any slewing of a clock between two looks. */
  private static final long JUMP_MILLIS = 5_000;

  private final Scheduler scheduler;
  private long wallMillis;
  private long monotonicNanos;

  ClockWatch(Clock clock, Scheduler scheduler) {
    this.scheduler = scheduler;
    this.wallMillis = clock.millis();
    this.monotonicNanos = scheduler.nanoTime();
  }

  /**
   * By how much the wall clock was set since the last look; zero if it was not.
   *
   * @param wall what it shows now
   */
  synchronized long jumpMillis(long wall) {
    long monotonic = scheduler.nanoTime();
    long jump = (wall - wallMillis) - (monotonic - monotonicNanos) / 1_000_000;
    wallMillis = wall;
    monotonicNanos = monotonic;
    return Math.abs(jump) >= JUMP_MILLIS ? jump : 0;
  }
}
