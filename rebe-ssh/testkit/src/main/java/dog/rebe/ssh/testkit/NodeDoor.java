package dog.rebe.ssh.testkit;

import dog.rebe.ssh.testkit.wire.FakePeers;
import dog.rebe.ssh.testkit.wire.Peer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;

/**
 * What stands behind a node's port: the SSH server, a peer that is none, or nothing but the claim
 * to the port. Thread-safe.
 */
final class NodeDoor implements AutoCloseable {

  private final SshEngine engine;
  private final FakePeers peers;
  private Occupant occupant;
  private final int port;

  NodeDoor(SshEngine engine, FakePeers peers, NodeState node) {
    this.engine = engine;
    this.peers = peers;
    this.occupant = occupy(node, 0);
    this.port = occupant.port();
  }

  int port() {
    return port;
  }

  /** Puts behind the port what the node's faults ask for now. */
  synchronized void swing(NodeState node) {
    boolean serves = node.fault(ConnectionFault.class).isEmpty();
    if (serves && occupant instanceof Server) {
      return;
    }
    occupant.leave();
    node.cutSessions();
    occupant = occupy(node, port);
  }

  @Override
  public synchronized void close() {
    occupant.leave();
  }

  private Occupant occupy(NodeState node, int wanted) {
    Optional<ConnectionFault> fault = node.fault(ConnectionFault.class);
    try {
      if (fault.isEmpty()) {
        return new Server(engine, engine.open(node, wanted));
      }
      if (fault.get() instanceof ConnectionFault.SwitchedOff) {
        return Claim.on(wanted);
      }
      return Stranger.of(peers, peer(fault.get()), wanted);
    } catch (IOException taken) {
      throw new UncheckedIOException(
          "The node " + node.definition().id() + " cannot have its port", taken);
    }
  }

  private static Peer peer(ConnectionFault fault) {
    if (fault instanceof ConnectionFault.HangsUp) {
      return new Peer.HangsUp();
    }
    if (fault instanceof ConnectionFault.SlowBanner slow) {
      return new Peer.DripsBanner(slow.interval());
    }
    if (fault instanceof ConnectionFault.BannerFlood) {
      return new Peer.FloodsBanner();
    }
    if (fault instanceof ConnectionFault.NotSsh) {
      return new Peer.NotSsh();
    }
    return new Peer.Silent();
  }

  private interface Occupant {
    int port();

    void leave();
  }

  private record Server(SshEngine engine, int port) implements Occupant {
    @Override
    public void leave() {
      engine.close(port);
    }
  }

  private record Stranger(int port, AutoCloseable peer) implements Occupant {
    static Stranger of(FakePeers peers, Peer peer, int wanted) throws IOException {
      var started = peers.start(peer, wanted);
      return new Stranger(started.address().getPort(), started);
    }

    @Override
    public void leave() {
      try {
        peer.close();
      } catch (Exception broken) {
        throw new IllegalStateException(broken);
      }
    }
  }

  /**
   * A socket that is bound and does not listen: connections are refused, and nobody else gets the
   * port, not even as the local port of a connection that would then reach itself.
   */
  private record Claim(int port, Socket socket) implements Occupant {
    static Claim on(int wanted) throws IOException {
      Socket socket = new Socket();
      try {
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
      } catch (IOException taken) {
        socket.close();
        throw taken;
      }
      return new Claim(socket.getLocalPort(), socket);
    }

    @Override
    public void leave() {
      try {
        socket.close();
      } catch (IOException broken) {
        throw new UncheckedIOException(broken);
      }
    }
  }
}
