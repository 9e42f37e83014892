package dog.rebe.protocol.session;

import com.google.protobuf.ByteString;
import dog.rebe.execution.TerminalExchange;
import dog.rebe.protocol.wire.TerminalResize;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What a caller types on a terminal: held until the node takes it, never more than the window.
 * Thread-safe.
 */
final class AgentTerminal {

  static final int WINDOW_BYTES = 65_536;

  private final LongConsumer taken;
  private ByteString waiting = ByteString.EMPTY;
  private @Nullable TerminalResize size;
  private @Nullable TerminalExchange exchange;
  private int heldBytes;
  private boolean busy;

  /**
   * A terminal whose caller has been given the window.
   *
   * @param taken tells him that the node has taken so many bytes
   */
  AgentTerminal(LongConsumer taken) {
    this.taken = taken;
  }

  /** The command has its terminal. */
  void attach(TerminalExchange started) {
    TerminalResize wanted;
    synchronized (this) {
      exchange = started;
      wanted = size;
    }
    if (wanted != null) {
      started.resize(wanted.getColumns(), wanted.getRows());
    }
    next();
  }

  void type(ByteString data) throws FrameException {
    synchronized (this) {
      if (data.size() > WINDOW_BYTES - heldBytes) {
        throw FrameException.credit("More was typed than the agent takes");
      }
      heldBytes += data.size();
      waiting = waiting.concat(data);
    }
    next();
  }

  void resize(TerminalResize wanted) throws FrameException {
    if (wanted.getColumns() < 1
        || wanted.getColumns() > 10_000
        || wanted.getRows() < 1
        || wanted.getRows() > 10_000) {
      throw FrameException.malformed("A terminal has 1 to 10000 columns and as many rows");
    }
    TerminalExchange running;
    synchronized (this) {
      size = wanted;
      running = exchange;
    }
    if (running != null) {
      running.resize(wanted.getColumns(), wanted.getRows());
    }
  }

  private void next() {
    TerminalExchange running;
    ByteString piece;
    synchronized (this) {
      running = exchange;
      if (busy || running == null || waiting.isEmpty()) {
        return;
      }
      busy = true;
      piece = waiting;
      waiting = ByteString.EMPTY;
    }
    running.type(piece.toByteArray(), () -> taken(piece.size()));
  }

  private void taken(int bytes) {
    synchronized (this) {
      busy = false;
      heldBytes -= bytes;
    }
    taken.accept(bytes);
    next();
  }
}
