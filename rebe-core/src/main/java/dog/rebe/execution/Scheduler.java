package dog.rebe.execution;

import java.time.Duration;

/**
 * Monotonic time and delayed tasks. Passed in, so that tests run under virtual time.
 * Implementations are thread-safe; tasks return quickly and do not block.
 */
public interface Scheduler {

  /** Nanoseconds of a monotonic clock, meaningful only as a difference. */
  long nanoTime();

  /** Runs the task once after this delay; zero or less means as soon as possible. */
  Cancellation schedule(Duration delay, Runnable task);

  /** A task that may be called off. */
  @FunctionalInterface
  interface Cancellation {
    /** Calls the task off if it has not begun. Idempotent. */
    void cancel();
  }
}
