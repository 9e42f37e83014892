package dog.rebe.protocol;

import dog.rebe.protocol.carrier.CarrierProof;
import dog.rebe.protocol.carrier.Link;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicLong;

/** A link that breaks after so many bytes of each direction, and passes on all that came before. */
final class CutLink implements Link {

  private final Link inner;
  private final AtomicLong mayRead;
  private final AtomicLong mayWrite;
  private volatile boolean cut;

  CutLink(Link inner, long readBytes, long writtenBytes) {
    this.inner = inner;
    this.mayRead = new AtomicLong(readBytes);
    this.mayWrite = new AtomicLong(writtenBytes);
  }

  @Override
  public InputStream input() {
    return new FilterInputStream(inner.input()) {
      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        long left = mayRead.get();
        if (left <= 0) {
          close0();
          throw new IOException("cut");
        }
        int read = super.read(target, offset, (int) Math.min(length, left));
        mayRead.addAndGet(-Math.max(0, read));
        return read;
      }
    };
  }

  @Override
  public OutputStream output() {
    return new FilterOutputStream(inner.output()) {
      @Override
      public void write(byte[] source, int offset, int length) throws IOException {
        int now = (int) Math.min(length, mayWrite.get());
        if (now > 0) {
          out.write(source, offset, now);
          out.flush();
          mayWrite.addAndGet(-now);
        }
        if (now < length) {
          close0();
          throw new IOException("cut");
        }
      }
    };
  }

  /** Whether it was cut. */
  boolean isCut() {
    return cut;
  }

  private void close0() {
    cut = true;
    inner.close();
  }

  @Override
  public CarrierProof proof() {
    return inner.proof();
  }

  @Override
  public void close() {
    inner.close();
  }
}
