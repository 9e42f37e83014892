package dog.rebe.protocol.carrier;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Bytes from one thread to another within this process. Unlike the JDK's pipe it does not look
 * which threads are alive, and does not poll.
 */
final class BytePipe {

  private final int mostBytes;
  private final Deque<ByteBuffer> chunks = new ArrayDeque<>();
  private @Nullable Runnable whenRead;
  private long held;
  private boolean ended;
  private @Nullable IOException failure;

  BytePipe(int mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** Called, without a lock, whenever all that was there has been read. */
  synchronized void whenRead(Runnable action) {
    whenRead = action;
  }

  /** Adds a copy, however much there is already. */
  synchronized void put(ByteBuffer bytes) {
    if (ended || failure != null) {
      return;
    }
    ByteBuffer copy = ByteBuffer.allocate(bytes.remaining());
    copy.put(bytes).flip();
    held += copy.remaining();
    chunks.add(copy);
    notifyAll();
  }

  private synchronized void putWithin(ByteBuffer bytes) throws IOException {
    try {
      while (held >= mostBytes && !ended && failure == null) {
        wait();
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    if (failure != null || ended) {
      throw new IOException("Nobody reads any more", failure);
    }
    put(bytes);
  }

  private static IOException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new IOException("Interrupted", cause);
  }

  /** Nothing more comes; what is there may be read. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** Nothing more comes, and what is there is not the whole. */
  synchronized void fail(IOException why) {
    if (!ended && failure == null) {
      failure = why;
    }
    notifyAll();
  }

  private int take(byte[] target, int offset, int length) throws IOException {
    Runnable action = null;
    int taken;
    synchronized (this) {
      try {
        while (chunks.isEmpty() && !ended && failure == null) {
          wait();
        }
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
      if (chunks.isEmpty()) {
        if (failure != null) {
          throw new IOException(failure.getMessage(), failure);
        }
        return -1;
      }
      ByteBuffer first = chunks.element();
      taken = Math.min(length, first.remaining());
      first.get(target, offset, taken);
      held -= taken;
      if (!first.hasRemaining()) {
        chunks.remove();
        action = chunks.isEmpty() ? whenRead : null;
      }
      notifyAll();
    }
    if (action != null) {
      action.run();
    }
    return taken;
  }

  InputStream input() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return take(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        return length == 0 ? 0 : take(target, offset, length);
      }

      @Override
      public void close() {
        fail(new IOException("The reader has closed the pipe"));
      }
    };
  }

  OutputStream output() {
    return new OutputStream() {
      @Override
      public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
      }

      @Override
      public void write(byte[] source, int offset, int length) throws IOException {
        if (length > 0) {
          putWithin(ByteBuffer.wrap(source, offset, length));
        }
      }

      @Override
      public void close() {
        end();
      }
    };
  }
}
