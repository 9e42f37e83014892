package dog.rebe.ssh.host;

import java.util.Objects;
import java.util.Optional;

/**
 * Whom we mean to talk to.
 *
 * @param name the host's name or address as it was asked for, or the alias under which its key is
 *     known
 * @param port the port
 * @param pin the fingerprint that the node's id is bound to, where it is bound to one
 */
public record HostIdentity(String name, int port, Optional<String> pin) {

  public HostIdentity {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(pin, "pin");
  }

  /**
   * The name as {@code known_hosts} writes it: {@code name}, or {@code [name]:port} unless it is
   * 22.
   */
  public String knownAs() {
    return port == 22 ? name : "[" + name + "]:" + port;
  }
}
