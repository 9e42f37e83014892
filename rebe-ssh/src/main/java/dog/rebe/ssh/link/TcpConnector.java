package dog.rebe.ssh.link;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.client.session.AbstractClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.Closeable;
import org.apache.sshd.common.io.IoConnectFuture;
import org.apache.sshd.common.io.IoConnector;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.IoServiceEventListener;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.session.helpers.AbstractSession;
import org.apache.sshd.common.util.closeable.AbstractInnerCloseable;
import org.jspecify.annotations.Nullable;

/** Makes TCP connections without parking a thread, and starts SSH on them. */
final class TcpConnector extends AbstractInnerCloseable implements IoConnector {

  private final IoHandler handler;
  private final List<IoLoop> loops;
  private final AtomicInteger turn = new AtomicInteger();
  private final Map<Long, IoSession> sessions = new ConcurrentHashMap<>();
  private volatile @Nullable IoServiceEventListener listener;

  TcpConnector(IoHandler handler, List<IoLoop> loops) {
    this.handler = handler;
    this.loops = List.copyOf(loops);
  }

  @Override
  public IoConnectFuture connect(
      SocketAddress address,
      @Nullable AttributeRepository context,
      @Nullable SocketAddress localAddress) {
    throw new UnsupportedOperationException("Connections are made by a dial");
  }

  /**
   * Begins to connect. The TCP dial hears what becomes of it; closing the returned channel calls it
   * off.
   *
   * @param attempt the number that the TCP dial gave it
   * @throws IOException if not even a socket can be had, or the system refuses at once
   */
  Channel connect(InetSocketAddress address, TcpDial tcpDial, int attempt) throws IOException {
    IoLoop loop = loops.get(Math.floorMod(turn.getAndIncrement(), loops.size()));
    SocketChannel socket = SocketChannel.open();
    try {
      socket.configureBlocking(false);
      socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
      boolean atOnce = socket.connect(address);
      Connecting connecting = new Connecting(socket, loop, address, tcpDial, attempt);
      loop.execute(() -> connecting.begin(atOnce));
      return connecting;
    } catch (IOException | RuntimeException e) {
      Closing.quietly(socket);
      throw e;
    }
  }

  void closed(SocketIo io) {
    sessions.remove(io.getId());
  }

  /** A connection that is being made. */
  private final class Connecting implements IoLoop.Watcher, Channel {

    private final SocketChannel socket;
    private final IoLoop loop;
    private final InetSocketAddress address;
    private final TcpDial tcpDial;
    private final int attempt;

    Connecting(
        SocketChannel socket,
        IoLoop loop,
        InetSocketAddress address,
        TcpDial tcpDial,
        int attempt) {
      this.socket = socket;
      this.loop = loop;
      this.address = address;
      this.tcpDial = tcpDial;
      this.attempt = attempt;
    }

    void begin(boolean connected) {
      try {
        SelectionKey key = loop.watch(socket, connected ? 0 : SelectionKey.OP_CONNECT, this);
        if (connected) {
          start(key);
        }
      } catch (IOException | RuntimeException e) {
        failed(e);
      }
    }

    @Override
    public void ready(SelectionKey key, ByteBuffer room) {
      try {
        if (socket.finishConnect()) {
          loop.await(key, 0);
          start(key);
        }
      } catch (IOException | RuntimeException e) {
        failed(e);
      }
    }

    private void start(SelectionKey key) {
      SocketIo io = null;
      try {
        io = new SocketIo(TcpConnector.this, handler, loop, socket, key);
        io.setAttribute(Dial.class, tcpDial.dial());
        handler.sessionCreated(io);
        AbstractClientSession session = (AbstractClientSession) AbstractSession.getSession(io);
        sessions.put(io.getId(), io);
        if (isClosing() || !tcpDial.started(session, attempt)) {
          io.close(true);
          return;
        }
        io.begin();
      } catch (Exception e) {
        if (io != null) {
          io.close(true);
        }
        failed(e);
      }
    }

    private void failed(Exception reason) {
      close();
      tcpDial.failed(address, attempt, reason);
    }

    @Override
    public void abandoned() {
      failed(new IOException("The client was closed"));
    }

    @Override
    public boolean isOpen() {
      return socket.isOpen();
    }

    @Override
    public void close() {
      Closing.quietly(socket);
      loop.sweep();
    }
  }

  @Override
  protected Closeable getInnerCloseable() {
    return builder().parallel(toString(), sessions.values()).build();
  }

  @Override
  public Map<Long, IoSession> getManagedSessions() {
    return Collections.unmodifiableMap(sessions);
  }

  @Override
  public @Nullable IoServiceEventListener getIoServiceEventListener() {
    return listener;
  }

  @Override
  public void setIoServiceEventListener(@Nullable IoServiceEventListener newListener) {
    listener = newListener;
  }
}
