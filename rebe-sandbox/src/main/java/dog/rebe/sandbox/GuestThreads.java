package dog.rebe.sandbox;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads on which guests run, never more than allowed. They are our own, because only so we
 * know the size of their stack, and may interrupt them.
 */
final class GuestThreads implements AutoCloseable {

  private static final long STACK_BYTES = 2L * 1024 * 1024;
  private static final long IDLE_SECONDS = 30;

  private final Semaphore free;
  private final ExecutorService guests;
  private final ExecutorService starters;

  GuestThreads(int concurrency) {
    free = new Semaphore(concurrency);
    guests = threads("rebe-plugin", STACK_BYTES);
    starters = threads("rebe-plugin-observing", 0);
  }

  private static ExecutorService threads(String name, long stackBytes) {
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        IDLE_SECONDS,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        new NamedThreads(name, stackBytes));
  }

  /** Whether a place became free in time. */
  boolean acquire(long nanos) throws InterruptedException {
    return free.tryAcquire(nanos, TimeUnit.NANOSECONDS);
  }

  /** Runs a guest in the place that was acquired, and frees it. */
  void start(Runnable guest) {
    boolean started = false;
    try {
      guests.execute(
          () -> {
            try {
              guest.run();
            } finally {
              free.release();
            }
          });
      started = true;
    } finally {
      if (!started) {
        free.release();
      }
    }
  }

  /** Threads that begin observations. */
  ExecutorService starters() {
    return starters;
  }

  /** Interrupts what runs. */
  @Override
  public void close() {
    guests.shutdownNow();
    starters.shutdown();
  }
}
