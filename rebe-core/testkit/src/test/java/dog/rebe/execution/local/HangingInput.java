package dog.rebe.execution.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.CountDownLatch;

/** A caller's stream in which its reader hangs. */
final class HangingInput extends InputStream {

  private final boolean heedsInterrupts;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final CountDownLatch left = new CountDownLatch(1);

  private HangingInput(boolean heedsInterrupts) {
    this.heedsInterrupts = heedsInterrupts;
  }

  static HangingInput untilInterrupted() {
    return new HangingInput(true);
  }

  /** As a socket does. */
  static HangingInput untilClosed() {
    return new HangingInput(false);
  }

  @Override
  public int read() throws IOException {
    while (true) {
      try {
        closed.await();
        left.countDown();
        return -1;
      } catch (InterruptedException e) {
        if (heedsInterrupts) {
          left.countDown();
          throw new InterruptedIOException();
        }
      }
    }
  }

  @Override
  public int read(byte[] block, int offset, int length) throws IOException {
    return read();
  }

  /** Whether its reader was let go. */
  boolean isLeft() {
    return left.getCount() == 0;
  }

  @Override
  public void close() {
    if (!heedsInterrupts) {
      closed.countDown();
    }
  }
}
