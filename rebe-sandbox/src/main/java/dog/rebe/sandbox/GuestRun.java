package dog.rebe.sandbox;

import dog.rebe.sandbox.engine.GuestEnd;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One run of a guest on a thread of the pool, which can be stopped, and leaves no interrupt behind.
 */
final class GuestRun implements Runnable {

  private final Supplier<GuestEnd> guest;
  private final CountDownLatch done = new CountDownLatch(1);
  private final Object lock = new Object();
  private @Nullable Thread thread;
  private boolean stopped;
  private volatile @Nullable GuestEnd end;

  GuestRun(Supplier<GuestEnd> guest) {
    this.guest = guest;
  }

  @Override
  public void run() {
    synchronized (lock) {
      if (stopped) {
        end = new GuestEnd.Interrupted();
        done.countDown();
        return;
      }
      thread = Thread.currentThread();
    }
    try {
      end = guest.get();
    } finally {
      synchronized (lock) {
        thread = null;
        // The pool's thread is clean again, unless the pool itself is being closed
        Thread.interrupted();
      }
      done.countDown();
    }
  }

  /** Asks for the end. */
  void stop() {
    synchronized (lock) {
      stopped = true;
      if (thread != null) {
        thread.interrupt();
      }
    }
  }

  /** Whether it ended in time. */
  boolean await(long nanos) throws InterruptedException {
    return done.await(nanos, TimeUnit.NANOSECONDS);
  }

  /** How it ended; null while it runs, and if the host itself failed. */
  @Nullable GuestEnd end() {
    return end;
  }
}
