package dog.rebe.ssh.host;

import dog.rebe.ssh.trust.KnownHostName;
import java.util.Objects;
import java.util.Optional;

/**
 * Whom we mean to talk to.
 *
 * @param name the host's name or address, as it is connected to
 * @param port the port
 * @param alias the name under which its key is known in place of host and port, if it has one
 * @param pin the key that the node's id is bound to, if it is bound to one
 */
public record HostIdentity(String name, int port, Optional<String> alias, Optional<Pin> pin) {

  public HostIdentity {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(alias, "alias");
    Objects.requireNonNull(pin, "pin");
  }

  /** The name as {@code known_hosts} writes it. */
  public KnownHostName knownAs() {
    return alias.map(KnownHostName::alias).orElseGet(() -> KnownHostName.of(name, port));
  }

  /** What a host certificate must name. */
  public String principal() {
    return alias.orElse(name);
  }
}
