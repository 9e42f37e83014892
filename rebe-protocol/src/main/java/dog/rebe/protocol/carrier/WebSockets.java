package dog.rebe.protocol.carrier;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * WebSocket with binary messages (RFC 6455), for browsers and for what stands between that lets
 * nothing else through. The subprotocol is {@code rebe.v1}.
 *
 * <p>A gateway may end TLS before us, so WebSocket vouches for nobody: both sides need enrolled
 * keys. Over TLS with both certificates their names are known as well, and signed openings are
 * bound to the server's certificate.
 */
public final class WebSockets {

  private WebSockets() {}

  /**
   * A plain server for a gateway on this machine; on the loopback address only.
   *
   * @param port 0 chooses a free one
   * @param path such as {@code /rebe}
   */
  public static TcpServer listen(int port, String path) throws IOException {
    return new TcpServer(
        SocketServer.on(
            InetAddress.getLoopbackAddress(),
            port,
            "ws:",
            socket -> {
              socket.setTcpNoDelay(true);
              return accepted(socket, socket, path, CarrierProof.none("websocket"));
            }));
  }

  /** A server over TLS 1.3 with certificates of both sides. */
  public static TcpServer listen(SSLContext context, InetAddress address, int port, String path)
      throws IOException {
    return new TcpServer(
        SocketServer.on(
            address,
            port,
            "wss:",
            socket -> {
              SSLSocket secure = Tls.serverSocket(context, socket);
              return accepted(socket, secure, path, Tls.proof(secure, true));
            }));
  }

  private static Link accepted(Socket socket, Socket layer, String path, CarrierProof proof)
      throws IOException {
    HttpUpgrade.accept(layer.getInputStream(), layer.getOutputStream(), path);
    return link(socket, layer, proof, false, new SecureRandom());
  }

  /**
   * Connects to a plain server, which must be on this machine.
   *
   * @param address {@code ws://localhost:port/path}
   */
  public static Connector to(URI address) {
    requireScheme(address, "ws");
    SecureRandom random = new SecureRandom();
    return timeout -> {
      InetAddress host = InetAddress.getByName(address.getHost());
      if (!host.isLoopbackAddress()) {
        throw new IOException(
            "A plain WebSocket leads to " + address.getHost() + ": use wss, or this machine");
      }
      Socket socket = Loopback.connect(new InetSocketAddress(host, port(address, 80)), timeout);
      return asked(socket, socket, address, CarrierProof.none("websocket"), timeout, random);
    };
  }

  /**
   * Connects over TLS.
   *
   * @param address {@code wss://host:port/path}
   */
  public static Connector to(URI address, SSLContext context) {
    requireScheme(address, "wss");
    SecureRandom random = new SecureRandom();
    return timeout -> {
      InetSocketAddress host = new InetSocketAddress(address.getHost(), port(address, 443));
      Socket socket = Loopback.connect(host, timeout);
      try {
        SSLSocket secure = Tls.clientSocket(context, socket, address.getHost());
        return asked(socket, secure, address, Tls.proof(secure, false), timeout, random);
      } catch (IOException | RuntimeException e) {
        Closing.quietly(socket);
        throw e;
      }
    };
  }

  private static void requireScheme(URI address, String scheme) {
    if (!scheme.equals(address.getScheme()) || address.getHost() == null) {
      throw new IllegalArgumentException(address + " is not " + scheme + "://host:port/path");
    }
  }

  private static int port(URI address, int otherwise) {
    return address.getPort() < 0 ? otherwise : address.getPort();
  }

  private static Link asked(
      Socket socket,
      Socket layer,
      URI address,
      CarrierProof proof,
      Duration timeout,
      RandomGenerator random)
      throws IOException {
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout((int) Math.max(1, Math.min(timeout.toMillis(), Integer.MAX_VALUE)));
      String path = address.getRawPath().isEmpty() ? "/" : address.getRawPath();
      HttpUpgrade.ask(
          layer.getInputStream(), layer.getOutputStream(), address.getAuthority(), path, random);
      socket.setSoTimeout(0);
    } catch (IOException | RuntimeException e) {
      Closing.quietly(socket);
      throw e;
    }
    return link(socket, layer, proof, true, random);
  }

  private static Link link(
      Socket socket, Socket layer, CarrierProof proof, boolean client, RandomGenerator random)
      throws IOException {
    WebSocketFraming framing =
        new WebSocketFraming(
            new java.io.BufferedInputStream(layer.getInputStream(), 65_536),
            layer.getOutputStream(),
            client,
            random);
    return new SocketLink(socket, framing.input(), framing.output(), proof);
  }
}
