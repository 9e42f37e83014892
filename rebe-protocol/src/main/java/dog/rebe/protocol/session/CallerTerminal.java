package dog.rebe.protocol.session;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dog.rebe.execution.TerminalExchange;
import dog.rebe.protocol.wire.Frame;
import dog.rebe.protocol.wire.TerminalInput;
import dog.rebe.protocol.wire.TerminalResize;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call with a terminal, on the caller's side. What is typed is sent within what the agent allows
 * to be under way, and counts as taken once the agent says that the node has taken it. Thread-safe.
 */
final class CallerTerminal implements TerminalExchange, CreditTaker {

  private static final int MAX_CHUNK = 16_384;

  private record Typed(long endByte, Runnable taken) {}

  private final CallerExchange exchange;
  private final CallerExchange.Way way;
  private final Deque<Typed> untaken = new ArrayDeque<>();
  private ByteString unsent = ByteString.EMPTY;
  private long typedBytes;
  private long sentBytes;
  private long takenBytes;
  private long windowBytes;
  private @Nullable TerminalResize resize;
  private boolean over;

  CallerTerminal(CallerExchange exchange, CallerExchange.Way way) {
    this.exchange = exchange;
    this.way = way;
  }

  @Override
  public void request(long chunks) {
    exchange.request(chunks);
  }

  @Override
  public void stop() {
    exchange.stop();
  }

  @Override
  public synchronized void type(byte[] bytes, Runnable taken) {
    if (over) {
      return;
    }
    typedBytes += bytes.length;
    untaken.add(new Typed(typedBytes, taken));
    unsent = unsent.concat(UnsafeByteOperations.unsafeWrap(bytes));
    send();
  }

  @Override
  public synchronized void resize(int columns, int rows) {
    resize = TerminalResize.newBuilder().setColumns(columns).setRows(rows).build();
    send();
  }

  /** The first credit is the window; what comes later was taken by the node. */
  @Override
  public void credit(long bytes) throws FrameException {
    List<Runnable> taken = new ArrayList<>();
    synchronized (this) {
      if (bytes <= 0 || (windowBytes > 0 && bytes > sentBytes - takenBytes)) {
        throw FrameException.credit("More is said to be typed than was sent");
      }
      if (windowBytes == 0) {
        windowBytes = bytes;
      } else {
        takenBytes += bytes;
      }
      while (!untaken.isEmpty() && untaken.element().endByte() <= takenBytes) {
        taken.add(untaken.remove().taken());
      }
      send();
    }
    taken.forEach(Runnable::run);
  }

  private void send() {
    if (windowBytes == 0 || over) {
      return;
    }
    long call = exchange.call();
    TerminalResize size = resize;
    if (size != null) {
      resize = null;
      way.send(Frame.newBuilder().setTerminalResize(size.toBuilder().setCall(call)).build());
    }
    int now;
    while ((now = (int) Math.min(unsent.size(), mayBeSent())) > 0) {
      TerminalInput.Builder input =
          TerminalInput.newBuilder().setCall(call).setData(unsent.substring(0, now));
      unsent = unsent.substring(now);
      sentBytes += now;
      way.send(Frame.newBuilder().setTerminalInput(input).build());
    }
  }

  private long mayBeSent() {
    return Math.min(MAX_CHUNK, windowBytes - (sentBytes - takenBytes));
  }

  @Override
  public synchronized void close() {
    over = true;
    unsent = ByteString.EMPTY;
    untaken.clear();
  }
}
