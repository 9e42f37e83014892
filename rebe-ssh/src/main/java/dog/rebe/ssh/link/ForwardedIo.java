package dog.rebe.ssh.link;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.sshd.common.channel.IoWriteFutureImpl;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.IoService;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.closeable.AbstractCloseable;
import org.jspecify.annotations.Nullable;

/**
 * SSH over a {@link ForwardChannel} in place of a socket, in this process and without a listening
 * port.
 */
final class ForwardedIo extends AbstractCloseable implements AttributedIo {

  /** Far from the numbers that sockets get. */
  private static final AtomicLong IDS = new AtomicLong(Long.MAX_VALUE / 2);

  private final long id = IDS.incrementAndGet();
  private final ForwardChannel channel;
  private final IoHandler handler;
  private final IoService service;
  private final InetSocketAddress address;
  private final Map<Object, Object> attributes = AttributedIo.noAttributes();
  private final Deque<IoWriteFutureImpl> queue = new ArrayDeque<>();
  private boolean writing;

  ForwardedIo(ForwardChannel channel, IoHandler handler, IoService service) {
    this.channel = channel;
    this.handler = handler;
    this.service = service;
    this.address = InetSocketAddress.createUnresolved("forwarded", 0);
    channel.addCloseFutureListener(closed -> close(true));
  }

  void startReading() {
    channel.receiveWith(this::receive);
  }

  private void receive(Buffer buffer) {
    try {
      handler.messageReceived(this, buffer);
    } catch (Exception e) {
      broke(e);
    }
  }

  private void broke(Throwable reason) {
    try {
      handler.exceptionCaught(this, reason);
    } catch (Exception e) {
      log.debug("While telling of {}", reason.toString(), e);
    }
    close(true);
  }

  @Override
  public IoWriteFuture writeBuffer(Buffer buffer) {
    IoWriteFutureImpl future = new IoWriteFutureImpl(this, buffer);
    synchronized (queue) {
      if (isClosing()) {
        future.setValue(new EOFException("Closed"));
        return future;
      }
      queue.add(future);
    }
    writeNext();
    return future;
  }

  private void writeNext() {
    while (true) {
      IoWriteFutureImpl next;
      synchronized (queue) {
        if (writing || queue.isEmpty()) {
          return;
        }
        next = queue.remove();
        writing = true;
      }
      try {
        IoWriteFuture done = channel.write(next.getBuffer());
        if (!done.isDone()) {
          done.addListener(
              late -> {
                written(next, late);
                writeNext();
              });
          return;
        }
        written(next, done);
      } catch (IOException | RuntimeException e) {
        next.setValue(e);
        synchronized (queue) {
          writing = false;
        }
      }
    }
  }

  private void written(IoWriteFutureImpl future, IoWriteFuture done) {
    synchronized (queue) {
      writing = false;
    }
    Throwable failure = done.getException();
    if (failure == null) {
      future.setValue(true);
    } else {
      future.setValue(failure);
      broke(failure);
    }
  }

  @Override
  protected void doCloseImmediately() {
    channel.close(false);
    Deque<IoWriteFutureImpl> waiting;
    synchronized (queue) {
      waiting = new ArrayDeque<>(queue);
      queue.clear();
    }
    waiting.forEach(future -> future.setValue(new EOFException("Closed")));
    super.doCloseImmediately();
    try {
      handler.sessionClosed(this);
    } catch (Exception e) {
      log.debug("While telling of the end", e);
    }
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
    return address;
  }

  @Override
  public SocketAddress getRemoteAddress() {
    return address;
  }

  @Override
  public Map<Object, Object> attributes() {
    return attributes;
  }

  @Override
  public IoService getService() {
    return service;
  }

  @Override
  public void shutdownOutputStream() {
    close(false);
  }

  /** Nothing here forwards what it reads, so nothing asks for this. */
  @Override
  public void suspendRead() {}

  @Override
  public void resumeRead() {}
}
