package dog.rebe.ssh.link;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.sshd.common.future.CloseFuture;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.util.Readable;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.closeable.AbstractCloseable;
import org.jspecify.annotations.Nullable;

/** A socket under an SSH session. Thread-safe; nothing in it blocks. */
final class SocketIo extends AbstractCloseable
    implements AttributedIo, IoLoop.Watcher, Outgoing.Keeper {

  private static final AtomicLong IDS = new AtomicLong(100);

  private final long id = IDS.incrementAndGet();
  private final TcpConnector service;
  private final IoHandler handler;
  private final IoLoop loop;
  private final SocketChannel socket;
  private final SelectionKey key;
  private final SocketAddress local;
  private final SocketAddress remote;
  private final Map<Object, Object> attributes = AttributedIo.noAttributes();
  private final Outgoing outgoing;
  private final Object interest = new Object();
  private boolean reading;
  private boolean full;

  /**
   * Begins on the loop's thread.
   *
   * @param key the socket's, with that loop
   */
  SocketIo(
      TcpConnector service, IoHandler handler, IoLoop loop, SocketChannel socket, SelectionKey key)
      throws IOException {
    this.service = service;
    this.handler = handler;
    this.loop = loop;
    this.socket = socket;
    this.key = key;
    this.local = socket.getLocalAddress();
    this.remote = socket.getRemoteAddress();
    this.outgoing = new Outgoing(socket, this);
  }

  /** Begins to read what the other side sends. */
  void begin() {
    key.attach(this);
    resumeRead();
  }

  @Override
  public void ready(SelectionKey ready, ByteBuffer room) {
    int what = ready.readyOps();
    if ((what & SelectionKey.OP_WRITE) != 0) {
      isFull(false);
      outgoing.goOn();
    }
    if ((what & SelectionKey.OP_READ) != 0) {
      read(room);
    }
  }

  @Override
  public void abandoned() {
    close(true);
  }

  private void read(ByteBuffer room) {
    try {
      room.clear();
      int count = socket.read(room);
      if (count < 0) {
        close(true);
      } else if (count > 0) {
        room.flip();
        handler.messageReceived(this, Readable.readable(room));
      }
    } catch (Exception e) {
      broke(e);
    }
  }

  /** What is sent from now on waits for {@link #letGo}, to leave together. */
  void hold() {
    outgoing.hold();
  }

  /** Sends what was held, once everybody who held has let go. */
  void letGo() {
    outgoing.letGo();
  }

  @Override
  public IoWriteFuture writeBuffer(Buffer buffer) {
    return outgoing.add(buffer);
  }

  @Override
  public void full() {
    isFull(true);
  }

  private void isFull(boolean now) {
    synchronized (interest) {
      full = now;
      await();
    }
  }

  /** The session hears of it on the loop's thread, where no lock of a sender is held. */
  @Override
  public void failed(Exception reason) {
    loop.execute(
        () -> {
          outgoing.end(reason);
          broke(reason);
        });
  }

  private void broke(Exception reason) {
    if (isClosing() || !socket.isOpen()) {
      close(true);
      return;
    }
    try {
      handler.exceptionCaught(this, reason);
    } catch (Exception e) {
      log.debug("While telling of {}", reason.toString(), e);
      close(true);
    }
  }

  @Override
  protected CloseFuture doCloseGracefully() {
    return builder().when(this, outgoing.waiting()).build().close(false);
  }

  @Override
  protected void doCloseImmediately() {
    Closing.quietly(socket);
    loop.sweep();
    outgoing.end(new EOFException("Closed"));
    service.closed(this);
    super.doCloseImmediately();
    try {
      handler.sessionClosed(this);
    } catch (Exception e) {
      log.debug("While telling of the end", e);
    }
  }

  Set<SocketOption<?>> supportedOptions() {
    return socket.supportedOptions();
  }

  <T> void option(SocketOption<T> option, T value) throws IOException {
    socket.setOption(option, value);
  }

  @Override
  public void suspendRead() {
    isReading(false);
  }

  @Override
  public void resumeRead() {
    isReading(true);
  }

  private void isReading(boolean now) {
    synchronized (interest) {
      reading = now;
      await();
    }
  }

  /** Waits for what there is to wait for now. */
  private void await() {
    loop.await(key, (reading ? SelectionKey.OP_READ : 0) | (full ? SelectionKey.OP_WRITE : 0));
  }

  @Override
  public void shutdownOutputStream() throws IOException {
    socket.shutdownOutput();
  }

  @Override
  public long getId() {
    return id;
  }

  @Override
  public @Nullable SocketAddress getAcceptanceAddress() {
    return null;
  }

  @Override
  public SocketAddress getLocalAddress() {
    return local;
  }

  @Override
  public SocketAddress getRemoteAddress() {
    return remote;
  }

  @Override
  public Map<Object, Object> attributes() {
    return attributes;
  }

  @Override
  public TcpConnector getService() {
    return service;
  }

  @Override
  public String toString() {
    return remote.toString();
  }
}
