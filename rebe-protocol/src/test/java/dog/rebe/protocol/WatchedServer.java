package dog.rebe.protocol;

import dog.rebe.protocol.carrier.CarrierProof;
import dog.rebe.protocol.carrier.Link;
import dog.rebe.protocol.carrier.LinkServer;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes links for an agent, and knows of which it has not yet made a session, or let it go. */
final class WatchedServer implements LinkServer {

  private final LinkServer inner;
  private int opening;

  WatchedServer(LinkServer inner) {
    this.inner = inner;
  }

  /** Waits until every link that was taken belongs to a session or is closed. */
  synchronized void awaitOpened() throws IOException {
    try {
      while (opening > 0) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private synchronized void opened() {
    opening--;
    notifyAll();
  }

  @Override
  public Incoming accept() throws IOException {
    Incoming incoming = inner.accept();
    synchronized (this) {
      opening++;
    }
    AtomicBoolean told = new AtomicBoolean();
    Runnable once =
        () -> {
          if (told.compareAndSet(false, true)) {
            opened();
          }
        };
    return new Incoming() {
      @Override
      public Link open() throws IOException {
        return new WatchedLink(incoming.open(), once, new AtomicInteger());
      }

      @Override
      public void close() {
        incoming.close();
        once.run();
      }
    };
  }

  /** What is written first is the agent's part in the opening; what comes then is of a session. */
  private record WatchedLink(Link inner, Runnable opened, AtomicInteger writes) implements Link {
    @Override
    public InputStream input() {
      return inner.input();
    }

    @Override
    public OutputStream output() {
      return new FilterOutputStream(inner.output()) {
        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
          if (writes.incrementAndGet() == 2) {
            opened.run();
          }
          out.write(source, offset, length);
        }
      };
    }

    @Override
    public CarrierProof proof() {
      return inner.proof();
    }

    @Override
    public void close() {
      inner.close();
      opened.run();
    }
  }

  @Override
  public String address() {
    return inner.address();
  }

  @Override
  public void close() {
    inner.close();
  }
}
