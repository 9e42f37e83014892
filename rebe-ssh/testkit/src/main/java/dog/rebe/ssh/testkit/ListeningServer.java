package dog.rebe.ssh.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.HashSet;
import java.util.Set;
import org.apache.sshd.server.SshServer;

/**
 * One server with as many ports as there are nodes. A subclass, because a server's acceptor, which
 * can bind more than one port, is protected. Thread-safe.
 */
final class ListeningServer extends SshServer {

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
    Set<SocketAddress> before = acceptor.getBoundAddresses();
    acceptor.bind(new InetSocketAddress(address, port));
    Set<SocketAddress> added = new HashSet<>(acceptor.getBoundAddresses());
    added.removeAll(before);
    return ((InetSocketAddress) added.iterator().next()).getPort();
  }

  synchronized void unbind(int port) {
    acceptor.unbind(new InetSocketAddress(address, port));
  }
}
