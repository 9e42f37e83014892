package dog.rebe.node;

import dog.rebe.outcome.VisibleText;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where a node is reached and by which kind of transport. A transport claims one or more schemes;
 * it supplies the user and the port where they are absent.
 *
 * @param scheme {@code ssh}, {@code local} or {@code agent}, or the scheme of a third party's
 *     transport
 * @param user the login name, where the endpoint names one
 * @param host a host name or address; empty for {@code local}
 * @param port 1 to 65535, where the endpoint names one
 */
public record Endpoint(String scheme, Optional<String> user, String host, OptionalInt port) {

  private static final int MAX_SHOWN = 60;

  private static final Endpoint LOCAL =
      new Endpoint("local", Optional.empty(), "", OptionalInt.empty());

  public Endpoint {
    Objects.requireNonNull(scheme, "scheme");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(host, "host");
    if (port.isPresent() && (port.getAsInt() < 1 || port.getAsInt() > 65_535)) {
      throw new IllegalArgumentException(
          "Port " + port.getAsInt() + " is out of range: use 1 to 65535");
    }
    user.ifPresent(Endpoint::requireSafeUser);
    if (host.chars().anyMatch(c -> c <= ' ' || Character.isISOControl(c)) || host.startsWith("-")) {
      throw new IllegalArgumentException(
          "A host has no white space or control characters and does not begin with '-'");
    }
  }

  /** This machine. */
  public static Endpoint local() {
    return LOCAL;
  }

  /** A machine reached by SSH as this user on this port. */
  public static Endpoint ssh(String user, String host, int port) {
    return new Endpoint("ssh", Optional.of(user), requireHost(host), OptionalInt.of(port));
  }

  /** A machine reached by SSH, with user and port as the transport is configured. */
  public static Endpoint ssh(String host) {
    return new Endpoint("ssh", Optional.empty(), requireHost(host), OptionalInt.empty());
  }

  private static String requireHost(String host) {
    if (host.isEmpty()) {
      throw new IllegalArgumentException("An SSH endpoint needs a host name or an address");
    }
    return host;
  }

  private static void requireSafeUser(String user) {
    boolean unsafe =
        user.isEmpty()
            || user.startsWith("-")
            || user.chars()
                .anyMatch(
                    c ->
                        c <= ' '
                            || Character.isISOControl(c)
                            || "$\\'\"`;&|<>(){}*?!~#".indexOf(c) >= 0);
    if (unsafe) {
      throw new IllegalArgumentException(
          "The user name is refused: '"
              + VisibleText.line(user, MAX_SHOWN)
              + "': it is empty, begins with '-', or holds white space, control"
              + " characters, or one of $\\'\"`;&|<>(){}*?!~#");
    }
  }

  @Override
  public String toString() {
    return scheme
        + ":"
        + user.map(name -> name + "@").orElse("")
        + host
        + (port.isPresent() ? ":" + port.getAsInt() : "");
  }
}
