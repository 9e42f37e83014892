package dog.rebe.ssh;

import dog.rebe.ssh.config.ConnectionSettings;
import dog.rebe.ssh.config.HostSettings;
import dog.rebe.ssh.config.TrustSettings;
import dog.rebe.ssh.host.HostIdentity;
import dog.rebe.ssh.host.HostKeyPolicy;
import dog.rebe.ssh.host.Pin;
import dog.rebe.ssh.link.LinkTiming;
import dog.rebe.ssh.link.Target;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Targets as a configuration of OpenSSH's client describes them. Thread-safe. */
final class ConfiguredHosts {

  private final SshTransportBuilder options;
  private final HostTrust trust;
  private final Logins logins;
  private final Map<List<Path>, HostKeyPolicy> policies = new ConcurrentHashMap<>();

  ConfiguredHosts(SshTransportBuilder options, HostTrust trust, Logins logins) {
    this.options = options;
    this.trust = trust;
    this.logins = logins;
  }

  /** The last host of a route, by way of all others. */
  Target target(List<HostSettings> route, Optional<Pin> pin) {
    Optional<Target> way = Optional.empty();
    for (HostSettings hop : route.subList(0, route.size() - 1)) {
      way = Optional.of(target(hop, Optional.empty(), way));
    }
    return target(route.get(route.size() - 1), pin, way);
  }

  private Target target(HostSettings host, Optional<Pin> pin, Optional<Target> via) {
    return new Target(
        host.hostName(),
        host.port(),
        host.user(),
        new HostIdentity(host.hostName(), host.port(), host.trust().hostKeyAlias(), pin),
        policy(host.trust()),
        logins.of(host.login()),
        host.connection().addressFamily(),
        timing(host.connection()),
        via);
  }

  private HostKeyPolicy policy(TrustSettings settings) {
    List<Path> files =
        Stream.concat(
                settings.userKnownHostsFiles().stream(), settings.globalKnownHostsFiles().stream())
            .toList();
    return policies.computeIfAbsent(files, more -> trust.withFiles(more).policy());
  }

  private LinkTiming timing(ConnectionSettings settings) {
    LinkTiming given = options.connection.timing();
    return new LinkTiming(
        settings.connectTimeout().orElse(given.connectTimeout()),
        settings.connectTimeout().orElse(given.handshakeTimeout()),
        given.loginTimeout(),
        settings.serverAliveInterval().orElse(given.heartbeatInterval()),
        settings.serverAliveInterval().isPresent()
            ? Math.max(1, settings.serverAliveCountMax())
            : given.heartbeatsUnanswered());
  }
}
