package dog.rebe.node;

import static dog.rebe.node.InventoryException.shown;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Reads {@code user@host:port}, {@code [2001:db8::1]:22} or {@code local:}. */
record HostAddress(String text) {

  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}._-]+");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%[\\w.-]+)?");

  /**
   * The endpoint.
   *
   * @throws IllegalArgumentException says what is wrong, naming the value, without a full stop
   */
  Endpoint endpoint() {
    if (text.equals("local:")) {
      return Endpoint.local();
    }
    if (text.contains("://")) {
      throw new IllegalArgumentException(shown(text) + " is a URL and no machine");
    }
    int at = text.lastIndexOf('@');
    Optional<String> user = at < 0 ? Optional.empty() : Optional.of(text.substring(0, at));
    String rest = text.substring(at + 1);
    return rest.startsWith("[") ? bracketed(user, rest) : named(user, rest);
  }

  private Endpoint named(Optional<String> user, String rest) {
    int colon = rest.indexOf(':');
    if (colon != rest.lastIndexOf(':')) {
      throw new IllegalArgumentException(
          shown(rest) + " has more than one colon; an IPv6 address stands in [brackets]");
    }
    String host = colon < 0 ? rest : rest.substring(0, colon);
    if (!NAME.matcher(host).matches()) {
      throw new IllegalArgumentException(
          host.isEmpty() ? shown(text) + " has no host" : shown(host) + " is no name of a host");
    }
    return ssh(
        user,
        host,
        colon < 0 ? OptionalInt.empty() : OptionalInt.of(port(rest.substring(colon + 1))));
  }

  private static Endpoint bracketed(Optional<String> user, String rest) {
    int end = rest.indexOf(']');
    String address = end < 0 ? rest : rest.substring(1, end);
    if (end < 0 || !IPV6.matcher(address).matches()) {
      throw new IllegalArgumentException(shown(rest) + " is no IPv6 address in [brackets]");
    }
    String after = rest.substring(end + 1);
    if (after.isEmpty()) {
      return ssh(user, address, OptionalInt.empty());
    }
    if (!after.startsWith(":")) {
      throw new IllegalArgumentException(shown(after) + " after the address is no port");
    }
    return ssh(user, address, OptionalInt.of(port(after.substring(1))));
  }

  private static Endpoint ssh(Optional<String> user, String host, OptionalInt port) {
    return new Endpoint("ssh", user, host, port);
  }

  private static int port(String digits) {
    return PortNumber.parse(digits)
        .orElseThrow(
            () -> new IllegalArgumentException("the port " + shown(digits) + " is not 1 to 65535"));
  }
}
