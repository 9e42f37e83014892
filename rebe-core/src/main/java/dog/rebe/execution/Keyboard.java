package dog.rebe.execution;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A stream that blocks, on what is typed at an exchange: one piece at a time is on its way. */
final class Keyboard extends OutputStream {

  private static final int PIECE_BYTES = 32 * 1024;

  private final Runnable typed;
  private @Nullable TerminalExchange exchange;
  private boolean busy;
  private boolean over;
  private boolean closed;

  /**
   * @param typed called when something was typed
   */
  Keyboard(Runnable typed) {
    this.typed = typed;
  }

  /** From now on it is typed here. Nothing was typed at one before, or there would be no second. */
  synchronized void attach(TerminalExchange running) {
    exchange = running;
    notifyAll();
  }

  /** The session has ended. */
  synchronized void end() {
    over = true;
    notifyAll();
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    Objects.checkFromIndexSize(from, count, bytes.length);
    for (int at = from; at < from + count; at += PIECE_BYTES) {
      type(Arrays.copyOfRange(bytes, at, Math.min(from + count, at + PIECE_BYTES)));
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
  }

  private void type(byte[] piece) throws IOException {
    TerminalExchange to = awaitTurn();
    typed.run();
    to.type(piece, this::taken);
    synchronized (this) {
      // It may have been read, and be what ended the session: that is not known here
      awaitUntil(() -> !busy || over);
    }
  }

  private synchronized TerminalExchange awaitTurn() throws IOException {
    awaitUntil(() -> (exchange != null && !busy) || over || closed);
    TerminalExchange to = exchange;
    if (closed) {
      throw new IOException("The keyboard is closed");
    }
    if (over || to == null) {
      throw ended();
    }
    busy = true;
    return to;
  }

  private synchronized void taken() {
    busy = false;
    notifyAll();
  }

  private static IOException ended() {
    return new IOException("The interactive session has ended");
  }

  private synchronized void awaitUntil(BooleanSupplier condition) throws InterruptedIOException {
    while (!condition.getAsBoolean()) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("The thread was interrupted while it typed");
      }
    }
  }
}
