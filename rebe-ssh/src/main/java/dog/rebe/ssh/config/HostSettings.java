package dog.rebe.ssh.config;

import dog.rebe.node.Endpoint;
import java.util.List;
import java.util.Objects;

/**
 * What the configuration says of one host, with everything expanded and every default filled in.
 *
 * @param alias the host as it was asked for
 * @param hostName the name or address to connect to; names in lower case
 * @param user the login name
 * @param port 1 to 65535
 * @param proxyJump the hosts to go through, the nearest first; copied. {@link SshConfig#route}
 *     looks them up
 * @param login with what to log in
 * @param trust where the host's key is looked up
 * @param connection how the connection is made and watched
 */
public record HostSettings(
    String alias,
    String hostName,
    String user,
    int port,
    List<JumpHop> proxyJump,
    LoginSettings login,
    TrustSettings trust,
    ConnectionSettings connection) {

  public HostSettings {
    Objects.requireNonNull(alias, "alias");
    Objects.requireNonNull(hostName, "hostName");
    Objects.requireNonNull(user, "user");
    proxyJump = List.copyOf(proxyJump);
    Objects.requireNonNull(login, "login");
    Objects.requireNonNull(trust, "trust");
    Objects.requireNonNull(connection, "connection");
  }

  /** Where the host is reached. */
  public Endpoint endpoint() {
    return Endpoint.ssh(user, hostName, port);
  }
}
