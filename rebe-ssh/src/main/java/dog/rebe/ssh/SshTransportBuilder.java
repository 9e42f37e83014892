package dog.rebe.ssh;

import dog.rebe.execution.Scheduler;
import dog.rebe.execution.SystemScheduler;
import dog.rebe.node.Endpoint;
import dog.rebe.ssh.config.SshConfig;
import dog.rebe.ssh.link.NameLookup;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds an {@link SshTransport}. Not thread-safe. */
public final class SshTransportBuilder {

  private @Nullable HostTrust trust;
  List<Credential> credentials = List.of();
  String user = System.getProperty("user.name", "root");
  int port = 22;
  PoolOptions pool = PoolOptions.defaults();
  ConnectionOptions connection = ConnectionOptions.defaults();
  Algorithms algorithms = Algorithms.modern();
  List<Endpoint> jumpHosts = List.of();
  @Nullable SshConfig config;
  @Nullable Scheduler scheduler;

  SshTransportBuilder() {}

  /**
   * Which host keys are believed. Needed, unless there is an {@link #sshConfig}; there is no
   * default.
   */
  public SshTransportBuilder hostTrust(HostTrust newTrust) {
    trust = Objects.requireNonNull(newTrust, "trust");
    return this;
  }

  /**
   * What to log in with, offered in this order. At least one is needed, unless there is an {@link
   * #sshConfig}; there is no default.
   *
   * @throws IllegalArgumentException if more than one is a password
   */
  public SshTransportBuilder credentials(Credential... newCredentials) {
    List<Credential> all = List.of(newCredentials);
    if (all.stream().filter(Credential.Password.class::isInstance).count() > 1) {
      throw new IllegalArgumentException(
          "There are several passwords, and only one is ever tried, because every refusal may lock"
              + " an account: give one");
    }
    credentials = all;
    return this;
  }

  /**
   * The login name for endpoints that name none. Default: the name of the user who runs this
   * process.
   */
  public SshTransportBuilder user(String name) {
    user = Objects.requireNonNull(name, "name");
    return this;
  }

  /** The port for endpoints that name none, 1 to 65535. Default: 22. */
  public SshTransportBuilder port(int number) {
    if (number < 1 || number > 65_535) {
      throw new IllegalArgumentException("Port " + number + " is out of range: use 1 to 65535");
    }
    port = number;
    return this;
  }

  /**
   * The jump hosts that lead to every node, in the order in which they are visited. Their sessions
   * come from the same pool, so that a thousand nodes behind one are one login there. They must be
   * known hosts, and take the same credentials. Default: none. An {@link #sshConfig} names its own,
   * and is refused beside this.
   */
  public SshTransportBuilder jumpHosts(Endpoint... hops) {
    Set<Endpoint> seen = new HashSet<>();
    for (Endpoint hop : hops) {
      if (!hop.scheme().equals("ssh")) {
        throw new IllegalArgumentException(
            "The jump host " + hop + " is not reached by SSH: use Endpoint.ssh(...)");
      }
      if (!seen.add(hop)) {
        throw new IllegalArgumentException(
            "The jump host " + hop + " is named twice: each is visited once, so name it once");
      }
    }
    jumpHosts = List.of(hops);
    return this;
  }

  /**
   * The configuration of OpenSSH's client. Address, user, port, keys, agent, jump hosts, known
   * hosts and times come from it. Its known hosts are believed in addition to {@link #hostTrust},
   * and its keys are offered before {@link #credentials}. Default: none.
   *
   * <p>The nodes of {@link SshConfig#inventory} are reached as it says, whatever their id is. The
   * host of an {@code ssh:} endpoint is looked up as {@code ssh -l user -p port host} looks it up:
   * a {@code Host} line for another name of the same machine does not apply to it. The user and the
   * port of this builder are not used.
   */
  public SshTransportBuilder sshConfig(SshConfig newConfig) {
    config = Objects.requireNonNull(newConfig, "config");
    return this;
  }

  /** Monotonic time and timers. Default: a {@link SystemScheduler} that the transport closes. */
  public SshTransportBuilder scheduler(Scheduler newScheduler) {
    scheduler = Objects.requireNonNull(newScheduler, "scheduler");
    return this;
  }

  /** How many sessions are kept. Default: {@link PoolOptions#defaults()}. */
  public SshTransportBuilder pool(PoolOptions options) {
    pool = Objects.requireNonNull(options, "options");
    return this;
  }

  /** How connections are made and watched. Default: {@link ConnectionOptions#defaults()}. */
  public SshTransportBuilder connection(ConnectionOptions options) {
    connection = Objects.requireNonNull(options, "options");
    return this;
  }

  /** Which algorithms are offered. Default: {@link Algorithms#modern()}. */
  public SshTransportBuilder algorithms(Algorithms newAlgorithms) {
    algorithms = Objects.requireNonNull(newAlgorithms, "algorithms");
    return this;
  }

  /**
   * Builds the transport. It connects to nothing yet. What is set on this builder afterwards does
   * not change it.
   *
   * @throws IllegalArgumentException if a key file, an agent or a file of known hosts cannot be
   *     used; the message names it and the remedy
   * @throws IllegalStateException if host trust or credentials are missing, or jump hosts are given
   *     beside an ssh_config
   */
  public SshTransport build() {
    if (config != null && !jumpHosts.isEmpty()) {
      throw new IllegalStateException(
          "jumpHosts(...) and sshConfig(...) both say the way to the nodes: leave out jumpHosts,"
              + " and write ProxyJump in "
              + config.source());
    }
    trust().check();
    if (credentials.isEmpty() && config == null) {
      throw new IllegalStateException("There is nothing to log in with: call credentials(...)");
    }
    for (Credential credential : credentials) {
      if (credential instanceof Credential.PrivateKey key) {
        key.check();
      } else if (credential instanceof Credential.AgentKeys agent) {
        agent.check();
      }
    }
    return new SshTransport(copy(), NameLookup.system());
  }

  SshTransportBuilder copy() {
    SshTransportBuilder copy = new SshTransportBuilder();
    copy.trust = trust;
    copy.credentials = credentials;
    copy.user = user;
    copy.port = port;
    copy.pool = pool;
    copy.connection = connection;
    copy.algorithms = algorithms;
    copy.jumpHosts = jumpHosts;
    copy.config = config;
    copy.scheduler = scheduler;
    return copy;
  }

  HostTrust trust() {
    if (trust != null) {
      return trust;
    }
    if (config == null) {
      throw new IllegalStateException("No host would be believed: call hostTrust(...)");
    }
    return HostTrust.knownHostsIfPresent();
  }
}
