package dog.rebe.ssh.channel;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs what is posted one after the other, on whichever thread posts when nobody is running. So a
 * state that only posted actions touch needs no lock, and callbacks into it may come from anywhere.
 * An action that throws is logged: on an I/O thread its exception would end a whole connection.
 */
public final class Mailbox {

  private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);

  private final Queue<Runnable> posted = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();

  /** Runs the action now or soon, after all that were posted before. */
  public void post(Runnable action) {
    posted.add(action);
    if (waiting.getAndIncrement() == 0) {
      do {
        run(posted.poll());
      } while (waiting.decrementAndGet() > 0);
    }
  }

  private static void run(@Nullable Runnable action) {
    try {
      if (action != null) {
        action.run();
      }
    } catch (RuntimeException | Error e) {
      LOG.error("A listener of a transport failed", e);
    }
  }
}
