package dog.rebe.ssh.simulation;

import dog.rebe.execution.Capability;
import dog.rebe.execution.Exchange;
import dog.rebe.execution.ExchangeListener;
import dog.rebe.execution.Request;
import dog.rebe.execution.Transport;
import dog.rebe.execution.TransportException;
import dog.rebe.files.FileView;
import dog.rebe.node.Node;
import dog.rebe.outcome.FailureKind;
import dog.rebe.ssh.pool.PoolLimits;
import dog.rebe.ssh.pool.SessionPool;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Commands over the real session pool and a simulated network. */
final class SimulatedTransport implements Transport {

  private final SimulatedNetwork network;
  private final SessionPool<String, SimulatedLink> pool;
  private int underWay;
  private int mostUnderWay;
  private boolean holds;

  SimulatedTransport(SimulatedNetwork network, PoolLimits limits) {
    this.network = network;
    this.pool = new SessionPool<>(limits, network, network.time());
  }

  SimulatedNetwork network() {
    return network;
  }

  SessionPool<String, SimulatedLink> pool() {
    return pool;
  }

  int underWay() {
    return underWay;
  }

  int mostUnderWay() {
    return mostUnderWay;
  }

  /** From now on nothing goes on its way: what comes is counted, and waits for its stop. */
  void holdEverything() {
    holds = true;
  }

  boolean holdsEverything() {
    return holds;
  }

  void ended() {
    underWay--;
  }

  /** Many nodes share a machine, so that they share its sessions. */
  static String keyOf(Node node) {
    return node.endpoint().host();
  }

  @Override
  public Exchange start(Request request, ExchangeListener listener) {
    underWay++;
    mostUnderWay = Math.max(mostUnderWay, underWay);
    SimulatedExchange exchange = new SimulatedExchange(this, request, listener);
    network.time().workers().execute(exchange::begin);
    return exchange;
  }

  @Override
  public boolean isConnected(Node node) {
    return pool.isConnected(keyOf(node));
  }

  @Override
  public Set<String> schemes() {
    return Set.of("ssh");
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of();
  }

  @Override
  public CompletionStage<FileView> openFiles(Node node, Duration deadline) {
    return CompletableFuture.failedFuture(
        new TransportException(FailureKind.UNSUPPORTED, "no files here"));
  }

  @Override
  public void close() {
    pool.close();
  }
}
