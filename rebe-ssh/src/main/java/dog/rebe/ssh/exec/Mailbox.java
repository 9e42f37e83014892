package dog.rebe.ssh.exec;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs what is posted one after the other, on whichever thread posts when nobody is running. So a
 * state that only posted actions touch needs no lock, and callbacks into it may come from anywhere.
 */
final class Mailbox {

  private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);

  private final Queue<Runnable> posted = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();

  void post(Runnable action) {
    posted.add(action);
    if (waiting.getAndIncrement() == 0) {
      do {
        Runnable next = posted.poll();
        if (next != null) {
          run(next);
        }
      } while (waiting.decrementAndGet() > 0);
    }
  }

  /** What breaks here must take neither what was posted after it nor the connection with it. */
  private static void run(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException | Error e) {
      LOG.error("What became of a command could not be handled", e);
    }
  }
}
