package dog.rebe.ssh.testkit.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** One hand-written peer. Thread-safe. */
public final class FakePeer implements AutoCloseable {

  private static final int BACKLOG = 512;

  private final SocketLoop loop;
  private final Peer peer;
  private final ServerSocketChannel server;
  private final InetSocketAddress address;
  private final Set<PeerConnection> connections = new HashSet<>();
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicLong sentBytes = new AtomicLong();
  private final AtomicLong receivedBytes = new AtomicLong();

  FakePeer(SocketLoop loop, Peer peer, int port) throws IOException {
    this.loop = loop;
    this.peer = peer;
    server = ServerSocketChannel.open();
    try {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
      address = (InetSocketAddress) server.getLocalAddress();
      loop.register(server, SelectionKey.OP_ACCEPT, new Door());
    } catch (IOException taken) {
      server.close();
      throw taken;
    }
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return address;
  }

  /** How many connections it has accepted. */
  public int accepted() {
    return accepted.get();
  }

  /** How many of them are still open, as far as it knows. */
  public int open() {
    return open.get();
  }

  /** How many bytes it has sent over all connections. */
  public long sentBytes() {
    return sentBytes.get();
  }

  /** How many bytes it has received over all connections. */
  public long receivedBytes() {
    return receivedBytes.get();
  }

  /** Closes its port and its connections. */
  @Override
  public void close() {
    CountDownLatch closed = new CountDownLatch(1);
    boolean alive =
        loop.execute(
            () -> {
              closeNow();
              // a port is free again only when the selector has let go of it, in its next round
              loop.execute(closed::countDown);
            });
    if (alive) {
      awaitUninterrupted(closed);
    }
  }

  void sent(long bytes) {
    sentBytes.addAndGet(bytes);
  }

  void received(long bytes) {
    receivedBytes.addAndGet(bytes);
  }

  void closed(PeerConnection connection) {
    if (connections.remove(connection)) {
      open.decrementAndGet();
    }
  }

  private void closeNow() {
    Set.copyOf(connections).forEach(PeerConnection::close);
    try {
      server.close();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    boolean interrupted = false;
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException again) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Door implements SocketLoop.Handler {
    @Override
    public void ready(SelectionKey key) throws IOException {
      SocketChannel socket = server.accept();
      if (socket == null) {
        return;
      }
      accepted.incrementAndGet();
      open.incrementAndGet();
      PeerConnection connection = new PeerConnection(loop, FakePeer.this, peer, socket);
      connections.add(connection);
      connection.begin();
    }

    @Override
    public void abandon() {
      closeNow();
    }
  }
}
