package dog.rebe.ssh.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.security.PublicKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.random.JceRandomFactory;
import org.apache.sshd.common.random.SingletonRandomFactory;
import org.apache.sshd.common.session.SessionContext;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.ServerBuilder;

/**
 * The SSH server beneath a fleet: one for all nodes, which are told apart by the port that a client
 * came in by. Thread-safe.
 */
final class SshEngine implements AutoCloseable {

  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration AT_ONCE = Duration.ofMillis(1);
  private static final Duration CLOSE_TIME = Duration.ofSeconds(10);
  private static final int BACKLOG = 512;
  private static final int WORKERS = 2;

  private final Map<Integer, NodeState> nodes = new ConcurrentHashMap<>();
  private final ScheduledThreadPoolExecutor timer = newTimer();
  private final Authority authority;
  private final Authority foreignAuthority;
  private final ListeningServer server;

  SshEngine(PublicKey clientKey, InstantSource clock) {
    authority = new Authority(clock);
    foreignAuthority = new Authority(clock);
    server = (ListeningServer) ServerBuilder.builder().factory(ListeningServer::new).build();
    tune();
    server.setSessionFactory(new NodeSessionFactory(server, this));
    server.setKeyPairProvider(new NodeHostKeys(this));
    server.setHostKeyCertificateProvider(new NodeHostCertificates(this));
    NodeAuthentication authentication = new NodeAuthentication(this, clientKey);
    server.setPublickeyAuthenticator(authentication);
    server.setPasswordAuthenticator(authentication);
    server.addSessionListener(new NodeSessions(this));
    server.addChannelListener(new NodeChannels(this));
    server.setChannelFactories(List.of(new NodeChannelFactory(this), new JumpChannelFactory()));
    server.setForwardingFilter(new LoopbackForwarding());
    server.setCommandFactory(new NodeCommands(this));
    server.setSubsystemFactories(List.of(new NodeSubsystems(this)));
    try {
      server.startUnbound();
    } catch (IOException broken) {
      timer.shutdownNow();
      throw new UncheckedIOException("The embedded SSH server does not start", broken);
    }
  }

  /**
   * Lets a node be reached.
   *
   * @param wantedPort 0 for one that is free
   * @return its port
   */
  int open(NodeState node, int wantedPort) throws IOException {
    int port = server.bind(wantedPort);
    nodes.put(port, node);
    return port;
  }

  /** Stops listening; sessions stay. */
  void close(int port) {
    server.unbind(port);
  }

  /** The node that this client talks to; empty in the moment before its port is known. */
  Optional<NodeState> node(SessionContext session) {
    return session.getLocalAddress() instanceof InetSocketAddress local
        ? node(local.getPort())
        : Optional.empty();
  }

  Optional<NodeState> node(int port) {
    return Optional.ofNullable(nodes.get(port));
  }

  /** Whose certificates known_hosts believes. */
  Authority authority() {
    return authority;
  }

  /** Whose certificates nobody believes. */
  Authority foreignAuthority() {
    return foreignAuthority;
  }

  ScheduledThreadPoolExecutor timer() {
    return timer;
  }

  private void tune() {
    server.setScheduledExecutorService(timer);
    server.setRandomFactory(new SingletonRandomFactory(JceRandomFactory.INSTANCE));
    CoreModuleProperties.NIO_WORKERS.set(server, WORKERS);
    CoreModuleProperties.SOCKET_BACKLOG.set(server, BACKLOG);
    CoreModuleProperties.TCP_NODELAY.set(server, true);
    CoreModuleProperties.IDLE_TIMEOUT.set(server, Duration.ZERO);
    CoreModuleProperties.NIO2_READ_TIMEOUT.set(server, Duration.ZERO);
    CoreModuleProperties.AUTH_TIMEOUT.set(server, LONG);
    CoreModuleProperties.COMMAND_EXIT_TIMEOUT.set(server, AT_ONCE);
  }

  @Override
  public void close() {
    try {
      server.close(true).await(CLOSE_TIME);
      timer.shutdownNow();
      if (!timer.awaitTermination(CLOSE_TIME.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("The embedded SSH server's timer does not end");
      }
    } catch (IOException broken) {
      throw new UncheckedIOException("The embedded SSH server does not close", broken);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static ScheduledThreadPoolExecutor newTimer() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "embedded-fleet-timer");
              thread.setDaemon(true);
              return thread;
            });
    timer.setRemoveOnCancelPolicy(true);
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    return timer;
  }
}
