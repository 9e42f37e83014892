package dog.rebe.execution;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** The output of a call as a stream that blocks. It asks for few chunks ahead of its reader. */
final class Screen extends InputStream implements Subscriber<OutputChunk> {

  private static final int AHEAD = 4;

  private final Runnable shown;
  private final Deque<byte[]> chunks = new ArrayDeque<>();
  private int offset;
  private boolean over;
  private boolean closed;
  private @Nullable Subscription subscription;

  /**
   * @param shown called when something arrives
   */
  Screen(Runnable shown) {
    this.shown = shown;
  }

  @Override
  public synchronized void onSubscribe(Subscription opened) {
    subscription = opened;
    opened.request(AHEAD);
  }

  @Override
  public void onNext(OutputChunk chunk) {
    shown.run();
    synchronized (this) {
      if (!closed) {
        chunks.add(chunk.bytes());
        notifyAll();
        return;
      }
    }
    more();
  }

  @Override
  public void onError(Throwable failure) {
    onComplete();
  }

  @Override
  public synchronized void onComplete() {
    over = true;
    notifyAll();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int at, int most) throws IOException {
    java.util.Objects.checkFromIndexSize(at, most, into.length);
    if (most == 0) {
      return 0;
    }
    int count;
    boolean used;
    synchronized (this) {
      byte[] chunk = next();
      if (chunk == null) {
        return -1;
      }
      count = Math.min(most, chunk.length - offset);
      System.arraycopy(chunk, offset, into, at, count);
      offset += count;
      used = offset == chunk.length;
      if (used) {
        chunks.remove();
        offset = 0;
      }
    }
    if (used) {
      more();
    }
    return count;
  }

  @Override
  public synchronized int available() {
    int waiting = chunks.stream().mapToInt(chunk -> chunk.length).sum();
    return waiting - offset;
  }

  /** Nobody reads any more: what comes is dropped. */
  @Override
  public void close() {
    int dropped;
    synchronized (this) {
      closed = true;
      dropped = chunks.size();
      chunks.clear();
      offset = 0;
      notifyAll();
    }
    for (int i = 0; i < dropped; i++) {
      more();
    }
  }

  private byte @Nullable [] next() throws IOException {
    while (chunks.isEmpty() && !over && !closed) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("The thread was interrupted while it read");
      }
    }
    if (closed) {
      throw new IOException("The screen is closed");
    }
    return chunks.peek();
  }

  private void more() {
    Subscription open;
    synchronized (this) {
      open = subscription;
    }
    if (open != null) {
      open.request(1);
    }
  }
}
