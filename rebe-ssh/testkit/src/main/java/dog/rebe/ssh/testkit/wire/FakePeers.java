package dog.rebe.ssh.testkit.wire;

import java.io.IOException;

/**
 * Hand-written peers on loopback ports, served by one thread however many there are. They stand
 * where an SSH server should be and misbehave. Thread-safe; {@link #close()} ends all of them.
 *
 * <pre>{@code
 * try (FakePeers peers = FakePeers.open()) {
 *   FakePeer slow = peers.start(new Peer.DripsBanner(Duration.ofMillis(50)));
 *   // connect to slow.address()
 * }
 * }</pre>
 */
public final class FakePeers implements AutoCloseable {

  private final SocketLoop loop = new SocketLoop("fake-peers");

  private FakePeers() {}

  /** None yet. */
  public static FakePeers open() {
    return new FakePeers();
  }

  /**
   * A peer on a free port.
   *
   * @throws IOException if no port can be had
   */
  public FakePeer start(Peer peer) throws IOException {
    return start(peer, 0);
  }

  /**
   * A peer on this port.
   *
   * @param port 1 to 65535, or 0 for one that is free
   * @throws IOException if the port is taken
   */
  public FakePeer start(Peer peer, int port) throws IOException {
    return loop.call(() -> new FakePeer(loop, peer, port));
  }

  /** Closes all connections and ports, and ends the thread. */
  @Override
  public void close() {
    loop.close();
  }
}
