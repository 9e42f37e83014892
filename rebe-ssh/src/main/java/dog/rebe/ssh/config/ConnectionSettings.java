package dog.rebe.ssh.config;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How the connection is made and watched.
 *
 * @param addressFamily which of the host's addresses may be used
 * @param connectTimeout for connecting and the handshake together; empty if the configuration gives
 *     none
 * @param serverAliveInterval how long the server may be silent before it is asked for a sign of
 *     life; empty if the configuration gives none
 * @param serverAliveCountMax how many such questions may stay unanswered; 3 unless given
 */
public record ConnectionSettings(
    AddressFamily addressFamily,
    Optional<Duration> connectTimeout,
    Optional<Duration> serverAliveInterval,
    int serverAliveCountMax) {

  public ConnectionSettings {
    Objects.requireNonNull(addressFamily, "addressFamily");
    Objects.requireNonNull(connectTimeout, "connectTimeout");
    Objects.requireNonNull(serverAliveInterval, "serverAliveInterval");
  }
}
