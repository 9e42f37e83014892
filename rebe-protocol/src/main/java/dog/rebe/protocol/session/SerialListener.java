package dog.rebe.protocol.session;

import dog.rebe.execution.ExchangeEnd;
import dog.rebe.execution.ExchangeListener;
import dog.rebe.execution.OutputStreamName;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Tells a listener one thing at a time, whichever threads things come from. Thread-safe. */
final class SerialListener {

  private final ExchangeListener listener;
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger signals = new AtomicInteger();

  SerialListener(ExchangeListener listener) {
    this.listener = listener;
  }

  void committed() {
    tell(listener::onCommitted);
  }

  void accepted() {
    tell(listener::onAccepted);
  }

  /** The bytes are not copied, and must stay as they are. */
  void output(OutputStreamName stream, ByteBuffer chunk) {
    tell(() -> listener.onOutput(stream, chunk));
  }

  void end(ExchangeEnd end) {
    tell(() -> listener.onEnd(end));
  }

  private void tell(Runnable thing) {
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
