package dog.rebe.ssh.exec;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs what is posted one after the other, on whichever thread posts when nobody is running. So a
 * state that only posted actions touch needs no lock, and callbacks into it may come from anywhere.
 */
final class Mailbox {

  private final Queue<Runnable> posted = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();

  void post(Runnable action) {
    posted.add(action);
    if (waiting.getAndIncrement() == 0) {
      do {
        Runnable next = posted.poll();
        if (next != null) {
          next.run();
        }
      } while (waiting.decrementAndGet() > 0);
    }
  }
}
