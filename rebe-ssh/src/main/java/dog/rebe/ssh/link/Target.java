package dog.rebe.ssh.link;

import dog.rebe.ssh.config.AddressFamily;
import dog.rebe.ssh.host.HostIdentity;
import dog.rebe.ssh.host.HostKeyPolicy;
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
 * @param trust decides whether it does
 * @param login what to log in with
 * @param family which of its addresses may be used
 * @param timing how long it may take, and how it is watched
 * @param via the jump host that the connection goes through
 */
public record Target(
    String host,
    int port,
    String user,
    HostIdentity identity,
    HostKeyPolicy trust,
    Login login,
    AddressFamily family,
    LinkTiming timing,
    Optional<Target> via) {

  public Target {
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(identity, "identity");
    Objects.requireNonNull(trust, "trust");
    Objects.requireNonNull(login, "login");
    Objects.requireNonNull(family, "family");
    Objects.requireNonNull(timing, "timing");
    Objects.requireNonNull(via, "via");
  }

  /** Each command looks its target up: what tells most of them apart is enough. */
  @Override
  public int hashCode() {
    return (host.hashCode() * 31 + port) * 31 + user.hashCode();
  }

  /** For messages. */
  @Override
  public String toString() {
    return user + "@" + host + ":" + port;
  }
}
