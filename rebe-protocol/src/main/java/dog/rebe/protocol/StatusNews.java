package dog.rebe.protocol;

import dog.rebe.execution.Scheduler;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Tells that an agent's status changed: some time after the first change, and once for all that
 * came since. Nothing is scheduled while nothing changes. Thread-safe.
 */
final class StatusNews {

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Scheduler scheduler;
  private final Runnable listener;
  private Scheduler.@Nullable Cancellation timer;
  private boolean closed;

  StatusNews(Scheduler scheduler, Runnable listener) {
    this.scheduler = scheduler;
    this.listener = listener;
  }

  synchronized void changed() {
    if (timer == null && !closed) {
      timer = scheduler.schedule(PAUSE, this::tell);
    }
  }

  private void tell() {
    synchronized (this) {
      timer = null;
      if (closed) {
        return;
      }
    }
    listener.run();
  }

  synchronized void close() {
    closed = true;
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }
}
