package dog.rebe.protocol.session;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Does one thing at a time, whichever threads things come from. Thread-safe. */
final class InOrder {

  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger signals = new AtomicInteger();

  void tell(Runnable thing) {
    waiting.add(thing);
    if (signals.getAndIncrement() == 0) {
      int heard;
      do {
        heard = signals.get();
        Runnable next;
        while ((next = waiting.poll()) != null) {
          next.run();
        }
      } while (signals.addAndGet(-heard) != 0);
    }
  }
}
