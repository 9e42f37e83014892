package dog.rebe.execution;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Real time: {@link System#nanoTime()} and one daemon thread that runs what is due. Whoever makes
 * one closes it. Thread-safe.
 */
public final class SystemScheduler implements Scheduler, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SystemScheduler.class);

  private final ScheduledThreadPoolExecutor timer;

  private SystemScheduler(ScheduledThreadPoolExecutor timer) {
    this.timer = timer;
  }

  /** A scheduler with a thread of its own, which starts with the first task. */
  public static SystemScheduler create() {
    AtomicInteger number = new AtomicInteger();
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "rebe-timer-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    timer.setRemoveOnCancelPolicy(true);
    return new SystemScheduler(timer);
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  /**
   * {@inheritDoc}
   *
   * @throws java.util.concurrent.RejectedExecutionException once this scheduler is closed
   */
  @Override
  public Cancellation schedule(Duration delay, Runnable task) {
    ScheduledFuture<?> scheduled =
        timer.schedule(() -> runGuarded(task), Saturated.nanos(delay), TimeUnit.NANOSECONDS);
    return () -> scheduled.cancel(false);
  }

  private static void runGuarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.error("A scheduled task failed", e);
    }
  }

  /** Ends the thread. What has not begun never runs. */
  @Override
  public void close() {
    timer.shutdownNow();
  }
}
