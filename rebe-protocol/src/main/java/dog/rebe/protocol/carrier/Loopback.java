package dog.rebe.protocol.carrier;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/**
 * Plain TCP on this machine alone. Anybody on it may connect, so the carrier vouches for nobody:
 * both sides need enrolled keys.
 */
public final class Loopback {

  private Loopback() {}

  /** A server on this port of the loopback address; 0 chooses a free one. */
  public static TcpServer listen(int port) throws IOException {
    return new TcpServer(
        SocketServer.on(
            InetAddress.getLoopbackAddress(),
            port,
            "loopback:",
            socket -> SocketLink.plain(socket, CarrierProof.none("loopback:" + socket.getPort()))));
  }

  /** Connects to this port of the loopback address. */
  public static Connector to(int port) {
    return timeout -> {
      Socket socket =
          connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), timeout);
      return SocketLink.plain(socket, CarrierProof.none("loopback:" + port));
    };
  }

  static Socket connect(InetSocketAddress address, Duration timeout) throws IOException {
    Socket socket = new Socket();
    try {
      long millis = Math.max(1, Math.min(timeout.toMillis(), Integer.MAX_VALUE));
      socket.connect(address, (int) millis);
      return socket;
    } catch (IOException e) {
      Closing.quietly(socket);
      throw e;
    }
  }
}
