package dog.rebe.ssh.link;

import dog.rebe.ssh.host.HostIdentity;
import dog.rebe.ssh.key.Login;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a connection leads and as whom: everything that tells one connection from another.
 *
 * @param host the name or address to connect to
 * @param port the port
 * @param user the login name
 * @param identity whose host key it must show
 * @param login what to log in with
 * @param via the jump host that the connection goes through
 */
public record Target(
    String host, int port, String user, HostIdentity identity, Login login, Optional<Target> via) {

  public Target {
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(identity, "identity");
    Objects.requireNonNull(login, "login");
    Objects.requireNonNull(via, "via");
  }

  /** For messages. */
  @Override
  public String toString() {
    return user + "@" + host + ":" + port;
  }
}
