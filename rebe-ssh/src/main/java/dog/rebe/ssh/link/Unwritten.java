package dog.rebe.ssh.link;

import dog.rebe.execution.Scheduler;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;

/**
 * Looks after small packets that a socket did not take at once, which takes a server that does not
 * read. Their futures tell nobody when they are done, so they are looked at now and then.
 * Thread-safe.
 */
final class Unwritten {

  private static final Duration FIRST_LOOK = Duration.ofMillis(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(32);

  private final Scheduler scheduler;

  Unwritten(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  /**
   * Runs this once the write is done, well or not. Not at all once the scheduler is closed: the
   * connections are closed with it, and their writes fail with them.
   */
  void await(Future<?> write, Runnable then) {
    look(write, then, FIRST_LOOK);
  }

  private void look(Future<?> write, Runnable then, Duration pause) {
    try {
      scheduler.schedule(
          pause,
          () -> {
            if (write.isDone()) {
              then.run();
            } else {
              Duration longer = pause.multipliedBy(2);
              look(write, then, longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer);
            }
          });
    } catch (RejectedExecutionException e) {
      // As said above.
    }
  }
}
