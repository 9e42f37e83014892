package dog.rebe.ssh.testkit.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Sends back what it is sent, for tests of the proxy. */
final class EchoServer implements AutoCloseable {

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final List<Socket> sockets = new ArrayList<>();
  private final AtomicLong received = new AtomicLong();

  EchoServer() throws IOException {
    start(this::accept);
  }

  InetSocketAddress address() {
    return (InetSocketAddress) server.getLocalSocketAddress();
  }

  long received() {
    return received.get();
  }

  private void accept() {
    while (true) {
      try {
        Socket socket = server.accept();
        synchronized (sockets) {
          sockets.add(socket);
        }
        start(() -> echo(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void echo(Socket socket) {
    byte[] bytes = new byte[8192];
    try (socket;
        InputStream in = socket.getInputStream();
        OutputStream out = socket.getOutputStream()) {
      for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
        received.addAndGet(count);
        out.write(bytes, 0, count);
      }
    } catch (IOException gone) {
      // the proxy was told to do that
    }
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "echo-server");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
    synchronized (sockets) {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }
}
