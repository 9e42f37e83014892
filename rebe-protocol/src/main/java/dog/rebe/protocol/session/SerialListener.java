package dog.rebe.protocol.session;

import dog.rebe.execution.ExchangeEnd;
import dog.rebe.execution.ExchangeListener;
import dog.rebe.execution.OutputStreamName;
import java.nio.ByteBuffer;

/** Tells a listener one thing at a time, whichever threads things come from. Thread-safe. */
final class SerialListener {

  private final ExchangeListener listener;
  private final InOrder order = new InOrder();

  SerialListener(ExchangeListener listener) {
    this.listener = listener;
  }

  void committed() {
    order.tell(listener::onCommitted);
  }

  void accepted() {
    order.tell(listener::onAccepted);
  }

  /** The bytes are not copied, and must stay as they are. */
  void output(OutputStreamName stream, ByteBuffer chunk) {
    order.tell(() -> listener.onOutput(stream, chunk));
  }

  void end(ExchangeEnd end) {
    order.tell(() -> listener.onEnd(end));
  }
}
