package dog.rebe.ssh.link;

import dog.rebe.execution.Scheduler;
import dog.rebe.ssh.host.HostKeyCheck;
import dog.rebe.ssh.lookup.Lookups;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.common.FactoryManager;
import org.apache.sshd.common.PropertyResolver;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.io.AbstractIoServiceFactoryFactory;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.IoServiceFactory;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;

/** The one SSH client that all connections share. Thread-safe. */
public final class LinkClient implements AutoCloseable {

  private final LinkOptions options;
  private final Lookups<String, InetAddress[]> names;
  private final Lookups<HostKeyQuestion, HostKeyCheck> hostKeys;
  private final Scheduler scheduler;
  private final SshClient client;
  private final TcpConnector tcp;
  private final Map<Duration, EqualDelays> delays = new ConcurrentHashMap<>(2);

  /**
   * Starts the client.
   *
   * @param signing runs what a login asks for and may block: signing by agents, passwords
   */
  public LinkClient(LinkOptions options, NameLookup names, Scheduler scheduler, Executor signing) {
    this.options = options;
    this.names = new Lookups<>("rebe-ssh-names", names::lookUp, scheduler);
    this.hostKeys = new Lookups<>("rebe-ssh-trust", HostKeyQuestion::ask, scheduler);
    this.scheduler = scheduler;
    this.client = configure(SshClient.setUpDefaultClient(), signing);
    client.start();
    IoHandler handler = Objects.requireNonNull(client.getSessionFactory());
    this.tcp = (TcpConnector) client.getIoServiceFactory().createConnector(handler);
  }

  private SshClient configure(SshClient fresh, Executor signing) {
    options.algorithms().applyTo(fresh);
    fresh.setSessionFactory(new LinkSessions(fresh, new SessionWatch(options.quickAcks())));
    fresh.setServerKeyVerifier(
        (session, address, key) -> {
          Dial dial = Dial.of(session);
          return dial != null && dial.server().believes(key);
        });
    fresh.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
    fresh.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
    fresh.setFilePasswordProvider(FilePasswordProvider.EMPTY);
    fresh.setUserAuthFactories(LoginMethod.all(signing));
    fresh.setServiceFactories(List.of(QuickLogin.factory(), SessionService.factory()));
    fresh.setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
    fresh.setChannelFactories(List.of());
    fresh.setKexExtensionHandler(new ServerAlgorithms());
    fresh.setParentPropertyResolver(PropertyResolver.EMPTY);
    fresh.setGlobalRequestHandlers(List.of(new UnaskedRequests()));
    fresh.setIoServiceFactoryFactory(
        new AbstractIoServiceFactoryFactory(null) {
          @Override
          public IoServiceFactory create(FactoryManager manager) {
            return new LoopServices(options.ioThreads());
          }
        });
    CoreModuleProperties.TCP_NODELAY.set(fresh, true);
    CoreModuleProperties.IDLE_TIMEOUT.set(fresh, Duration.ZERO);
    CoreModuleProperties.AUTH_TIMEOUT.set(fresh, Duration.ZERO);
    CoreModuleProperties.HEARTBEAT_INTERVAL.set(fresh, Duration.ZERO);
    CoreModuleProperties.MAX_IDENTIFICATION_SIZE.set(fresh, 8 * 1024);
    CoreModuleProperties.LIMIT_PACKET_SIZE.set(fresh, 256L * 1024);
    CoreModuleProperties.STOP_WAIT_TIME.set(fresh, Duration.ofSeconds(5));
    return fresh;
  }

  /** Begins to connect to a target that needs no jump host. */
  public Dial dial(Target target, DialListener listener) {
    Dial dial = new Dial(this, target, listener);
    dial.begin();
    return dial;
  }

  /** Begins to connect to a target through a connection to its jump host. */
  public Dial dialThrough(Link hop, Target target, DialListener listener) {
    Dial dial = new Dial(this, target, listener);
    dial.beginOver(new HopConnection(hop, target));
    return dial;
  }

  LinkOptions options() {
    return options;
  }

  Lookups<String, InetAddress[]> names() {
    return names;
  }

  Lookups<HostKeyQuestion, HostKeyCheck> hostKeys() {
    return hostKeys;
  }

  Scheduler scheduler() {
    return scheduler;
  }

  /** For the many who wait equally long and mostly in vain. */
  EqualDelays delaysOf(Duration delay) {
    return delays.computeIfAbsent(delay, each -> new EqualDelays(scheduler, each));
  }

  TcpConnector tcp() {
    return tcp;
  }

  SshClient mina() {
    return client;
  }

  /** Closes all connections and ends the I/O threads. Blocks for some seconds at most. */
  @Override
  public void close() {
    tcp.close(true);
    client.stop();
    names.close();
    hostKeys.close();
  }
}
