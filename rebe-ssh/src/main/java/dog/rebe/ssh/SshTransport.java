package dog.rebe.ssh;

import dog.rebe.execution.Capability;
import dog.rebe.execution.Exchange;
import dog.rebe.execution.ExchangeListener;
import dog.rebe.execution.Request;
import dog.rebe.execution.Transport;
import dog.rebe.execution.TransportException;
import dog.rebe.files.FileView;
import dog.rebe.node.Node;
import dog.rebe.outcome.FailureKind;
import dog.rebe.ssh.exec.ExecExchange;
import dog.rebe.ssh.exec.ExecServices;
import dog.rebe.ssh.link.Link;
import dog.rebe.ssh.link.LinkClient;
import dog.rebe.ssh.link.NameLookup;
import dog.rebe.ssh.link.Target;
import dog.rebe.ssh.pool.PoolCounts;
import dog.rebe.ssh.pool.SessionPool;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Commands and files over SSH, on sessions that are kept and shared. Serves endpoints of the scheme
 * {@code ssh}. Thread-safe; only {@link #close} blocks.
 *
 * <p>It speaks to OpenSSH and to whatever follows RFC 4251 to 4254. The login on the node needs a
 * POSIX {@code /bin/sh}; its own login shell may be another one.
 */
public final class SshTransport implements Transport {

  private final TransportThreads threads;
  private final Routes routes;
  private final LinkClient client;
  private final SessionPool<Target, Link> pool;
  private final ExecServices services;

  SshTransport(SshTransportBuilder options, NameLookup names) {
    threads = new TransportThreads();
    routes = new Routes(options, threads.lookups());
    client =
        new LinkClient(
            options.connection.linkOptions(options.algorithms.offer()),
            options.trust().policy(),
            names,
            threads,
            threads.lookups());
    SessionConnector connector = new SessionConnector(client, options.connection);
    pool = new SessionPool<>(options.pool.limits(), connector, threads);
    connector.joinPool(pool);
    services = new ExecServices(pool, threads, threads.streams(), options.connection.windowBytes());
  }

  /** A builder with the defaults. */
  public static SshTransportBuilder builder() {
    return new SshTransportBuilder();
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
  public Exchange start(Request request, ExchangeListener listener) {
    return ExecExchange.start(services, routes.to(request.node()), request, listener);
  }

  @Override
  public CompletionStage<FileView> openFiles(Node node, Duration deadline) {
    return CompletableFuture.failedFuture(
        new TransportException(FailureKind.UNSUPPORTED, "files are not read over SSH yet"));
  }

  /** What the pool has done and how it stands. */
  public PoolStatistics poolStatistics() {
    PoolCounts counts = pool.counts();
    return new PoolStatistics(
        counts.opened(),
        counts.failed(),
        counts.reused(),
        counts.evicted(),
        counts.channelRefusals(),
        counts.open(),
        counts.idle(),
        counts.open() - counts.idle(),
        counts.connecting(),
        counts.waiting());
  }

  /**
   * {@inheritDoc}
   *
   * <p>Blocks for some seconds at most. Afterwards no thread, connection or descriptor is left.
   */
  @Override
  public void close() {
    pool.close();
    client.close();
    threads.close();
  }
}
