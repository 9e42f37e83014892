package dog.rebe.protocol.carrier;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/**
 * TLS 1.3, and no other version, with certificates of both sides. Whom the given context trusts is
 * taken; the caller also checks that the certificate is for the host that it asked for (RFC 6125).
 * Signed openings are bound to the server's certificate (RFC 5929, {@code tls-server-end-point},
 * always with SHA-256).
 */
public final class Tls {

  private static final String[] VERSIONS = {"TLSv1.3"};

  private Tls() {}

  /**
   * A server.
   *
   * @param context with the server's own key and those whom it trusts
   * @param port 0 chooses a free one
   */
  public static TcpServer listen(SSLContext context, InetAddress address, int port)
      throws IOException {
    return new TcpServer(
        SocketServer.on(address, port, "tls:", socket -> serverLink(context, socket)));
  }

  /**
   * Connects to a server.
   *
   * @param context with the caller's own key and those whom it trusts
   * @param host as it stands in the server's certificate
   */
  public static Connector to(SSLContext context, String host, int port) {
    return timeout -> {
      InetSocketAddress address = new InetSocketAddress(host, port);
      if (address.isUnresolved()) {
        throw new java.net.UnknownHostException(host);
      }
      Socket socket = Loopback.connect(address, timeout);
      try {
        socket.setSoTimeout((int) Math.max(1, Math.min(timeout.toMillis(), Integer.MAX_VALUE)));
        Link link = clientLink(context, socket, host);
        socket.setSoTimeout(0);
        return link;
      } catch (IOException | RuntimeException e) {
        Closing.quietly(socket);
        throw e;
      }
    };
  }

  private static Link serverLink(SSLContext context, Socket socket) throws IOException {
    return link(socket, serverSocket(context, socket), true);
  }

  static SSLSocket serverSocket(SSLContext context, Socket socket) throws IOException {
    SSLSocket secure = layered(context, socket, socket.getInetAddress().getHostAddress());
    secure.setUseClientMode(false);
    SSLParameters parameters = secure.getSSLParameters();
    parameters.setProtocols(VERSIONS);
    parameters.setNeedClientAuth(true);
    secure.setSSLParameters(parameters);
    secure.startHandshake();
    return secure;
  }

  private static Link clientLink(SSLContext context, Socket socket, String host)
      throws IOException {
    return link(socket, clientSocket(context, socket, host), false);
  }

  static SSLSocket clientSocket(SSLContext context, Socket socket, String host) throws IOException {
    SSLSocket secure = layered(context, socket, host);
    secure.setUseClientMode(true);
    SSLParameters parameters = secure.getSSLParameters();
    parameters.setProtocols(VERSIONS);
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secure.setSSLParameters(parameters);
    secure.startHandshake();
    return secure;
  }

  private static SSLSocket layered(SSLContext context, Socket socket, String host)
      throws IOException {
    socket.setTcpNoDelay(true);
    return (SSLSocket)
        context.getSocketFactory().createSocket(socket, host, socket.getPort(), true);
  }

  /** The socket beneath is what is closed: closing TLS waits for a writer that is stuck. */
  private static Link link(Socket socket, SSLSocket secure, boolean server) throws IOException {
    return new SocketLink(
        socket, secure.getInputStream(), secure.getOutputStream(), proof(secure, server));
  }

  static CarrierProof proof(SSLSocket secure, boolean server) throws SSLPeerUnverifiedException {
    SSLSession session = secure.getSession();
    Certificate[] own = session.getLocalCertificates();
    Certificate ofServer = server ? own[0] : session.getPeerCertificates()[0];
    return CarrierProof.authenticated(session.getPeerPrincipal().getName())
        .boundTo(digest(ofServer));
  }

  private static byte[] digest(Certificate certificate) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A certificate that was verified cannot be encoded", e);
    }
  }
}
