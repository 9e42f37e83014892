package dog.rebe.protocol;

import dog.rebe.execution.Scheduler;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Tells that an agent's status changed: some time after the first change, and once for all that
 * came since. Nothing is scheduled while nothing changes, and a change that is not the first takes
 * no lock. Thread-safe.
 */
final class StatusNews {

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Scheduler scheduler;
  private final Runnable listener;
  private final AtomicBoolean untold = new AtomicBoolean();
  private Scheduler.@Nullable Cancellation timer;
  private boolean closed;

  StatusNews(Scheduler scheduler, Runnable listener) {
    this.scheduler = scheduler;
    this.listener = listener;
  }

  void changed() {
    if (!untold.get() && untold.compareAndSet(false, true)) {
      schedule();
    }
  }

  private synchronized void schedule() {
    if (!closed) {
      timer = scheduler.schedule(PAUSE, this::tell);
    }
  }

  private void tell() {
    untold.set(false);
    listener.run();
  }

  synchronized void close() {
    closed = true;
    if (timer != null) {
      timer.cancel();
    }
  }
}
