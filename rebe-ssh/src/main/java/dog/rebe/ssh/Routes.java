package dog.rebe.ssh;

import dog.rebe.node.Endpoint;
import dog.rebe.node.Node;
import dog.rebe.ssh.host.HostIdentity;
import dog.rebe.ssh.key.Credentials;
import dog.rebe.ssh.key.KeySource;
import dog.rebe.ssh.key.Login;
import dog.rebe.ssh.key.PasswordSupplier;
import dog.rebe.ssh.link.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Finds out how a node is reached. Thread-safe. */
final class Routes {

  private final HostTrust trust;
  private final String user;
  private final int port;
  private final Login login;

  Routes(SshTransportBuilder options, Executor lookups) {
    trust = options.trust();
    user = options.user;
    port = options.port;
    login = login(options.credentials, options.connection.loginTimeout(), lookups);
  }

  private static Login login(List<Credential> credentials, Duration within, Executor lookups) {
    List<KeySource> sources = new ArrayList<>();
    PasswordSupplier password = null;
    for (Credential credential : credentials) {
      if (credential instanceof Credential.PrivateKey key) {
        sources.add(key.source());
      } else if (credential instanceof Credential.AgentKeys agent) {
        sources.add(agent.source(within, lookups));
      } else if (credential instanceof Credential.Password given && password == null) {
        password = given.supplier();
      }
    }
    return new Credentials(sources, password);
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
