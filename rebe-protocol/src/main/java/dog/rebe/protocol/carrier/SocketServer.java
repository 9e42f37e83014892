package dog.rebe.protocol.carrier;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Takes TCP connections; what makes a link of each differs. */
final class SocketServer implements LinkServer {

  private static final int BACKLOG = 1_024;

  /** Makes a link of a connection, with whatever handshake that takes. */
  @FunctionalInterface
  interface Making {
    Link link(Socket socket) throws IOException;
  }

  private final ServerSocket server;
  private final String scheme;
  private final Making making;

  private SocketServer(ServerSocket server, String scheme, Making making) {
    this.server = server;
    this.scheme = scheme;
    this.making = making;
  }

  static SocketServer on(InetAddress address, int port, String scheme, Making making)
      throws IOException {
    ServerSocket server = new ServerSocket();
    server.setReuseAddress(true);
    server.bind(new InetSocketAddress(address, port), BACKLOG);
    return new SocketServer(server, scheme, making);
  }

  int port() {
    return server.getLocalPort();
  }

  @Override
  public String address() {
    return scheme + server.getInetAddress().getHostAddress() + ":" + port();
  }

  @Override
  public Incoming accept() throws IOException {
    Socket socket = server.accept();
    return new Incoming() {
      @Override
      public Link open() throws IOException {
        return making.link(socket);
      }

      @Override
      public void close() {
        Closing.quietly(socket);
      }
    };
  }

  @Override
  public void close() {
    Closing.quietly(server);
  }
}
