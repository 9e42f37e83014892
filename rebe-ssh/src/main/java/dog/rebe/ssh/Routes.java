package dog.rebe.ssh;

import dog.rebe.node.Endpoint;
import dog.rebe.node.Node;
import dog.rebe.ssh.host.HostIdentity;
import dog.rebe.ssh.key.Credentials;
import dog.rebe.ssh.key.KeySource;
import dog.rebe.ssh.key.Login;
import dog.rebe.ssh.link.Target;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Finds out how a node is reached. Thread-safe. */
final class Routes {

  private final HostTrust trust;
  private final String user;
  private final int port;
  private final Login login;

  Routes(SshTransportBuilder options) {
    trust = options.trust();
    user = options.user;
    port = options.port;
    List<KeySource> sources =
        options.credentials.stream()
            .map(Credential::keys)
            .filter(Objects::nonNull)
            .<KeySource>map(Objects::requireNonNull)
            .toList();
    login = new Credentials(sources, null);
  }

  Target to(Node node) {
    Endpoint endpoint = node.endpoint();
    int actualPort = endpoint.port().orElse(port);
    return new Target(
        endpoint.host(),
        actualPort,
        endpoint.user().orElse(user),
        new HostIdentity(endpoint.host(), actualPort, trust.pin(node.id())),
        login,
        Optional.empty());
  }
}
