package dog.rebe.ssh.link;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.util.concurrent.ExecutorService;
import org.apache.sshd.client.session.AbstractClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.PropertyResolver;
import org.apache.sshd.common.io.IoConnectFuture;
import org.apache.sshd.common.io.IoConnector;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.nio2.Nio2Service;
import org.apache.sshd.common.session.helpers.AbstractSession;
import org.jspecify.annotations.Nullable;

/** Makes TCP connections without parking a thread, and starts SSH on them. */
final class TcpConnector extends Nio2Service implements IoConnector {

  TcpConnector(
      PropertyResolver properties,
      IoHandler handler,
      AsynchronousChannelGroup group,
      ExecutorService resuming) {
    super(properties, handler, group, resuming);
  }

  @Override
  public IoConnectFuture connect(
      SocketAddress address,
      @Nullable AttributeRepository context,
      @Nullable SocketAddress localAddress) {
    throw new UnsupportedOperationException("Connections are made by a dial");
  }

  /**
   * Begins to connect. The dial hears what becomes of it; closing the returned channel calls it
   * off.
   *
   * @param attempt the dial's number of it
   * @throws IOException if not even a socket can be had
   */
  AsynchronousSocketChannel connect(InetSocketAddress address, Dial dial, int attempt)
      throws IOException {
    AsynchronousSocketChannel socket = AsynchronousSocketChannel.open(getChannelGroup());
    try {
      setSocketOptions(socket);
      socket.connect(
          address,
          dial,
          new CompletionHandler<Void, Dial>() {
            @Override
            public void completed(@Nullable Void result, Dial attached) {
              start(socket, address, attached, attempt);
            }

            @Override
            public void failed(Throwable reason, Dial attached) {
              close(socket);
              attached.tcpFailed(address, attempt, reason);
            }
          });
    } catch (IOException | RuntimeException e) {
      close(socket);
      throw e;
    }
    return socket;
  }

  private void start(
      AsynchronousSocketChannel socket, InetSocketAddress address, Dial dial, int attempt) {
    FittingSession io = null;
    try {
      io = new FittingSession(this, propertyResolver, getIoHandler(), socket);
      io.setAttribute(Dial.class, dial);
      getIoHandler().sessionCreated(io);
      AbstractClientSession session = (AbstractClientSession) AbstractSession.getSession(io);
      if (mapSession(io) == null || !dial.started(session, attempt)) {
        io.close(true);
        return;
      }
      io.begin();
    } catch (Exception e) {
      if (io == null) {
        close(socket);
      } else {
        io.close(true);
      }
      dial.tcpFailed(address, attempt, e);
    }
  }

  private static void close(AsynchronousSocketChannel socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // Nothing was exchanged on it, so nothing can be lost.
    }
  }
}
