package dog.rebe.ssh;

import dog.rebe.execution.Capability;
import dog.rebe.execution.Exchange;
import dog.rebe.execution.ExchangeEnd;
import dog.rebe.execution.ExchangeListener;
import dog.rebe.execution.Request;
import dog.rebe.execution.Transport;
import dog.rebe.files.FileView;
import dog.rebe.node.Node;
import dog.rebe.ssh.config.SshConfig;
import dog.rebe.ssh.exec.ExecExchange;
import dog.rebe.ssh.exec.ExecServices;
import dog.rebe.ssh.fault.FaultException;
import dog.rebe.ssh.key.KeySource;
import dog.rebe.ssh.key.SigningKey;
import dog.rebe.ssh.link.Link;
import dog.rebe.ssh.link.LinkClient;
import dog.rebe.ssh.link.NameLookup;
import dog.rebe.ssh.link.Target;
import dog.rebe.ssh.lookup.Lookups;
import dog.rebe.ssh.pool.PoolCounts;
import dog.rebe.ssh.pool.SessionPool;
import dog.rebe.ssh.sftp.SftpFileView;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Commands and files over SSH, on sessions that are kept and shared. Serves endpoints of the scheme
 * {@code ssh}, and those of an {@linkplain SshConfig#endpoint ssh_config} that it was given.
 * Thread-safe; only {@link #close} blocks.
 *
 * <p>It speaks to OpenSSH and to whatever follows RFC 4251 to 4254. The login on the node needs a
 * POSIX {@code /bin/sh}; its own login shell may be another one.
 */
public final class SshTransport implements Transport {

  private final TransportThreads threads;
  private final Lookups<KeySource, List<SigningKey>> keys;
  private final Routes routes;
  private final LinkClient client;
  private final SessionConnector connector;
  private final SessionPool<Target, Link> pool;
  private final ExecServices services;

  SshTransport(SshTransportBuilder options, NameLookup names) {
    threads = new TransportThreads(options.scheduler);
    keys = new Lookups<>("rebe-ssh-keys", KeySource::keys, threads);
    routes = new Routes(options, new Logins(options, threads.signing(), keys));
    client =
        new LinkClient(
            options.connection.linkOptions(options.pool.openAhead(), options.algorithms.offer()),
            names,
            threads,
            threads.signing());
    connector = new SessionConnector(client);
    pool = new SessionPool<>(options.pool.limits(), connector, threads);
    connector.joinPool(pool);
    services =
        new ExecServices(
            pool, threads, threads.streams(), threads.closers(), options.connection.windowBytes());
  }

  /** A builder with the defaults. */
  public static SshTransportBuilder builder() {
    return new SshTransportBuilder();
  }

  @Override
  public Set<String> schemes() {
    return Set.of("ssh", SshConfig.SCHEME);
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.FILES, Capability.TOKEN, Capability.DETACH, Capability.INTERACTIVE);
  }

  @Override
  public boolean isConnected(Node node) {
    try {
      return pool.isConnected(routes.to(node));
    } catch (FaultException e) {
      return false;
    }
  }

  @Override
  public Exchange start(Request request, ExchangeListener listener) {
    try {
      return ExecExchange.start(services, routes.to(request.node()), request, listener);
    } catch (FaultException e) {
      listener.onEnd(
          new ExchangeEnd.NotStarted(e.fault().kind(), e.fault().detail(), e.fault().jumpHost()));
      return Ended.INSTANCE;
    }
  }

  @Override
  public CompletionStage<FileView> openFiles(Node node, Duration deadline) {
    try {
      return Faults.thrown(SftpFileView.open(pool, threads, routes.to(node), node.id(), deadline));
    } catch (FaultException e) {
      return CompletableFuture.failedFuture(Faults.exception(e.fault()));
    }
  }

  /**
   * Looks at the key that a node shows, without believing it, for somebody to compare and
   * {@linkplain Enrolment enrol}. Nothing is sent beyond the key exchange.
   *
   * @param deadline how long it may take
   * @return completes exceptionally with a {@link dog.rebe.execution.TransportException} if no key
   *     could be seen
   */
  public CompletionStage<HostKeyScan> scanHostKey(Node node, Duration deadline) {
    try {
      return Faults.thrown(
          new HostKeyScanning(node, routes.to(node)).start(connector, threads, deadline));
    } catch (FaultException e) {
      return CompletableFuture.failedFuture(Faults.exception(e.fault()));
    }
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
    keys.close();
    threads.close();
  }
}
