package dog.rebe.ssh.testkit.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntFunction;

/**
 * A TCP proxy inside the JVM that treats connections badly, at exactly the byte that it is told,
 * and counts what passes. It has one thread, however many connections it carries. Thread-safe.
 *
 * <pre>{@code
 * try (FaultProxy proxy = FaultProxy.to(server)) {
 *   proxy.obey(new WireFault.Reset(Direction.TO_CLIENT, 1_000));
 *   // connect to proxy.address()
 * }
 * }</pre>
 *
 * <p>It has no randomness of its own: what it does follows from its orders alone.
 */
public final class FaultProxy implements AutoCloseable {

  private static final int BACKLOG = 512;

  private final SocketLoop loop = new SocketLoop("fault-proxy");
  private final InetSocketAddress target;
  private final ServerSocketChannel server;
  private final InetSocketAddress address;
  private final List<ProxiedConnection> connections = new CopyOnWriteArrayList<>();
  private volatile IntFunction<List<WireFault>> orders = number -> List.of();

  private FaultProxy(InetSocketAddress target) throws IOException {
    this.target = target;
    server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    address = (InetSocketAddress) server.getLocalAddress();
    loop.call(() -> loop.register(server, SelectionKey.OP_ACCEPT, new Door()));
  }

  /**
   * A proxy on a free loopback port that carries connections to this address, for the time being
   * without any fault.
   *
   * @throws IOException if no port can be had
   */
  public static FaultProxy to(InetSocketAddress target) throws IOException {
    return new FaultProxy(target);
  }

  /** Where clients connect. */
  public InetSocketAddress address() {
    return address;
  }

  /** Does this to every connection that is made from now on. No fault at all heals. */
  public void obey(WireFault... faults) {
    List<WireFault> all = List.of(faults);
    obey(number -> all);
  }

  /**
   * Does to each connection that is made from now on what the function says of its number.
   *
   * @param newOrders is given 0 for the proxy's first connection; called on the proxy's thread
   */
  public void obey(IntFunction<List<WireFault>> newOrders) {
    orders = newOrders;
  }

  /** All connections since the start, oldest first. */
  public List<ProxiedConnection> connections() {
    return List.copyOf(connections);
  }

  /** Resets all connections that are open now, at both sides; when it returns, that is done. */
  public void resetAll() {
    loop.order(() -> connections.forEach(connection -> connection.end(true)));
  }

  /**
   * Closes all connections that are open now in an orderly way, at both sides; when it returns,
   * that is done.
   */
  public void cutAll() {
    loop.order(
        () ->
            connections.stream().filter(ProxiedConnection::isOpen).forEach(ProxiedConnection::cut));
  }

  /**
   * Lets nothing more through on any connection that is open now, in either direction, and leaves
   * them open: a machine that has lost its power, or a firewall that has forgotten them. When it
   * returns, that is done.
   */
  public void stallAll() {
    loop.order(() -> connections.forEach(ProxiedConnection::stall));
  }

  /** Closes all connections and the port, and ends the thread. */
  @Override
  public void close() {
    loop.close();
  }

  private final class Door implements SocketLoop.Handler {
    @Override
    public void ready(SelectionKey key) throws IOException {
      SocketChannel client = server.accept();
      if (client != null) {
        ProxiedConnection connection =
            new ProxiedConnection(loop, client, orders.apply(connections.size()));
        connections.add(connection);
        connection.begin(target);
      }
    }

    @Override
    public void abandon() {
      try {
        server.close();
      } catch (IOException broken) {
        throw new UncheckedIOException(broken);
      }
    }
  }
}
