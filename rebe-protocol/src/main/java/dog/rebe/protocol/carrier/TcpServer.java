package dog.rebe.protocol.carrier;

/** A server on a TCP port. Thread-safe. */
public final class TcpServer implements LinkServer {

  private final SocketServer server;

  TcpServer(SocketServer server) {
    this.server = server;
  }

  /** The port on which it listens. */
  public int port() {
    return server.port();
  }

  @Override
  public String address() {
    return server.address();
  }

  @Override
  public Incoming accept() throws java.io.IOException {
    return server.accept();
  }

  @Override
  public void close() {
    server.close();
  }

  @Override
  public String toString() {
    return address();
  }
}
