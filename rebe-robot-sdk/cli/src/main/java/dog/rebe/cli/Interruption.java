package dog.rebe.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Ctrl-C (SIGINT) and a polite request to end (SIGTERM): what runs is asked to end, and the process
 * stays until it has told what was done, but no longer than a bound. Thread-safe.
 */
final class Interruption {

  private final AtomicReference<Runnable> cancel = new AtomicReference<>(Interruption::nothing);
  private final CountDownLatch finished = new CountDownLatch(1);
  private volatile boolean interrupted;

  /** Lets the virtual machine's shutdown wait for {@link #finished}, at most this long. */
  void installShutdownHook(Duration patience) {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> awaitFinished(patience), "rebe-interruption"));
  }

  private void awaitFinished(Duration patience) {
    if (finished.getCount() == 0) {
      return;
    }
    interrupt();
    try {
      boolean inTime = finished.await(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (!inTime) {
        System.err.println("rebe: not everything could be ended in time.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Asks for the end. */
  void interrupt() {
    interrupted = true;
    cancel.get().run();
  }

  /** Whether somebody asked for the end. */
  boolean isInterrupted() {
    return interrupted;
  }

  /** What to do when somebody asks for the end; done at once if somebody already did. */
  void cancels(Runnable action) {
    cancel.set(action);
    if (interrupted) {
      action.run();
    }
  }

  /** Nothing is running that could be cancelled. */
  void cancelsNothing() {
    cancel.set(Interruption::nothing);
  }

  /** Everything was told: the process may end. */
  void finished() {
    finished.countDown();
  }

  private static void nothing() {}
}
