package dog.rebe.ssh.testkit;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.apache.sshd.server.SshServer;

/**
 * One server with as many ports as there are nodes. A subclass, because a server's acceptor, which
 * can bind more than one port, is protected. Thread-safe.
 */
final class ListeningServer extends SshServer {

  private static final int ATTEMPTS = 20;

  private final InetAddress address = InetAddress.getLoopbackAddress();

  /** Starts without any port. */
  void startUnbound() throws IOException {
    setHost(address.getHostAddress());
    setPort(0);
    start();
    acceptor.unbind();
  }

  /**
   * Listens on one port more.
   *
   * @param port 0 for one that is free
   */
  synchronized int bind(int port) throws IOException {
    if (port != 0) {
      acceptor.bind(new InetSocketAddress(address, port));
      return port;
    }
    // the acceptor does not tell which port it chose, only all that it has, which takes long for
    // many
    for (int attempt = 1; ; attempt++) {
      int free = freePort();
      try {
        acceptor.bind(new InetSocketAddress(address, free));
        return free;
      } catch (BindException takenMeanwhile) {
        if (attempt == ATTEMPTS) {
          throw takenMeanwhile;
        }
      }
    }
  }

  private int freePort() throws IOException {
    try (Socket probe = new Socket()) {
      probe.bind(new InetSocketAddress(address, 0));
      return probe.getLocalPort();
    }
  }

  synchronized void unbind(int port) {
    acceptor.unbind(new InetSocketAddress(address, port));
  }
}
