package dog.rebe.ssh;

import dog.rebe.node.Endpoint;
import dog.rebe.node.Node;
import dog.rebe.outcome.FailureKind;
import dog.rebe.ssh.config.AddressFamily;
import dog.rebe.ssh.config.HostSettings;
import dog.rebe.ssh.config.SshConfig;
import dog.rebe.ssh.config.SshConfigException;
import dog.rebe.ssh.fault.FaultException;
import dog.rebe.ssh.host.HostIdentity;
import dog.rebe.ssh.host.Pin;
import dog.rebe.ssh.link.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out how a node is reached. Thread-safe. */
final class Routes {

  private final SshTransportBuilder options;
  private final HostTrust trust;
  private final Logins logins;
  private final ConfiguredHosts configured;
  private final @Nullable SshConfig config;

  Routes(SshTransportBuilder options, Logins logins) {
    this.options = options;
    this.trust = options.trust();
    this.config = options.config;
    this.logins = logins;
    this.configured = new ConfiguredHosts(options, trust, logins);
  }

  /**
   * The way to a node.
   *
   * @throws FaultException if its configuration has something that is not supported
   */
  Target to(Node node) throws FaultException {
    SshConfig from = config;
    boolean named = node.endpoint().scheme().equals(SshConfig.SCHEME);
    if (from == null && !named) {
      return plain(node);
    }
    if (from == null) {
      throw new FaultException(
          FailureKind.UNSUPPORTED,
          "'"
              + node.endpoint().host()
              + "' is a host of an ssh_config, and this transport was given none, so that it knows"
              + " neither its address nor its jump hosts: give the same configuration to the"
              + " transport's builder with sshConfig(...)");
    }
    if (named && !from.aliases().contains(node.endpoint().host())) {
      throw new FaultException(
          FailureKind.UNSUPPORTED,
          from.source()
              + " does not name the host '"
              + node.endpoint().host()
              + "': give the configuration that the node comes from to the transport's builder with"
              + " sshConfig(...)");
    }
    try {
      return configured.target(route(from, node), trust.pin(node.id()));
    } catch (SshConfigException | IllegalArgumentException e) {
      throw new FaultException(FailureKind.UNSUPPORTED, String.valueOf(e.getMessage()));
    }
  }

  private static List<HostSettings> route(SshConfig config, Node node) {
    Endpoint endpoint = node.endpoint();
    List<HostSettings> route = new ArrayList<>(config.route(endpoint.host()));
    route.set(route.size() - 1, config.resolve(endpoint.host(), endpoint.user(), endpoint.port()));
    return route;
  }

  private Target plain(Node node) {
    Optional<Target> way = Optional.empty();
    for (Endpoint hop : options.jumpHosts) {
      if (hop.equals(node.endpoint())) {
        break;
      }
      way = Optional.of(target(hop, Optional.empty(), way));
    }
    return target(node.endpoint(), trust.pin(node.id()), way);
  }

  private Target target(Endpoint endpoint, Optional<Pin> pin, Optional<Target> via) {
    int port = endpoint.port().orElse(options.port);
    return new Target(
        endpoint.host(),
        port,
        endpoint.user().orElse(options.user),
        new HostIdentity(endpoint.host(), port, Optional.empty(), pin),
        trust.policy(),
        logins.common(),
        AddressFamily.ANY,
        options.connection.timing(),
        via);
  }
}
