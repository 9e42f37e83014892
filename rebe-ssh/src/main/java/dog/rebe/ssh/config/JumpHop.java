package dog.rebe.ssh.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A host on the way to another, as {@code ProxyJump} names it. The configuration says the rest of
 * what is known of it, under the name {@code host}.
 *
 * @param user the login name, where it is given
 * @param host the name or address
 * @param port the port, where it is given
 */
public record JumpHop(Optional<String> user, String host, OptionalInt port) {

  private static final String URI_SCHEME = "ssh://";

  /** The hops in the order in which they are visited; none for {@code none}. */
  static List<JumpHop> read(Directive directive) {
    String text = withoutComment(directive.rest());
    if (text.equalsIgnoreCase("none")) {
      return List.of();
    }
    List<JumpHop> hops = new ArrayList<>();
    int start = 0;
    while (start <= text.length()) {
      int comma = text.indexOf(',', start);
      int end = comma < 0 ? text.length() : comma;
      String hop = text.substring(start, end);
      hops.add(parse(hop).orElseThrow(() -> malformed(directive, hop)));
      start = end + 1;
    }
    return List.copyOf(hops);
  }

  private static SshConfigException malformed(Directive directive, String hop) {
    return directive.error(
        "cannot go through " + ValueForm.shown(hop),
        "Write [user@]host[:port] or an ssh:// address; several with commas and without spaces"
            + " between");
  }

  private static String withoutComment(String rest) {
    int comment = rest.indexOf('#');
    return (comment < 0 ? rest : rest.substring(0, comment)).strip();
  }

  private static Optional<JumpHop> parse(String text) {
    boolean uri = text.startsWith(URI_SCHEME);
    String rest = uri ? text.substring(URI_SCHEME.length()) : text;
    if (uri && rest.endsWith("/")) {
      rest = rest.substring(0, rest.length() - 1);
    }
    int at = rest.lastIndexOf('@');
    Optional<String> user = at < 0 ? Optional.empty() : Optional.of(rest.substring(0, at));
    if (user.filter(name -> name.isEmpty() || (uri && isEncoded(name))).isPresent()) {
      return Optional.empty();
    }
    return hostAndPort(user, rest.substring(at + 1));
  }

  /** Percent-encoding and connection parameters of an address: nobody is known to write them. */
  private static boolean isEncoded(String user) {
    return user.indexOf('%') >= 0 || user.indexOf(';') >= 0;
  }

  private static Optional<JumpHop> hostAndPort(Optional<String> user, String text) {
    int end;
    String host;
    if (text.startsWith("[")) {
      end = text.indexOf(']') + 1;
      host = end == 0 ? "" : text.substring(1, end - 1);
    } else {
      end = text.indexOf(':') < 0 ? text.length() : text.indexOf(':');
      host = text.substring(0, end);
    }
    OptionalInt port = OptionalInt.empty();
    if (end < text.length()) {
      port = text.charAt(end) == ':' ? ValueForm.port(text.substring(end + 1)) : port;
      if (port.isEmpty()) {
        return Optional.empty();
      }
    }
    return HostText.isUsable(host) ? Optional.of(new JumpHop(user, host, port)) : Optional.empty();
  }

  /** As it is written. */
  @Override
  public String toString() {
    return user.map(name -> name + "@").orElse("")
        + (host.indexOf(':') >= 0 ? "[" + host + "]" : host)
        + (port.isPresent() ? ":" + port.getAsInt() : "");
  }
}
