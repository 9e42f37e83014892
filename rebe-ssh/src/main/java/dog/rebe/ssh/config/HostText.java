package dog.rebe.ssh.config;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;

/** The form of hosts' names and addresses. */
final class HostText {

  private HostText() {}

  /** Whether nothing in the name could be taken for something else, by a shell or by a file. */
  static boolean isUsable(String host) {
    return !host.isEmpty()
        && !host.startsWith("-")
        && host.chars()
            .noneMatch(
                c ->
                    c <= ' '
                        || Character.isISOControl(c)
                        || Character.isWhitespace(c)
                        || "'`\"$\\;&<>|(){},/@#".indexOf(c) >= 0);
  }

  /** Names in lower case, addresses of version 6 in the form of RFC 5952. Asks nobody. */
  static String canonical(String host) {
    if (host.indexOf('%') >= 0) {
      return host; // the name of an interface, in which case counts
    }
    if (host.indexOf(':') < 0) {
      return host.toLowerCase(Locale.ROOT);
    }
    try {
      // Text with a colon is never looked up: it is an address or an error.
      return InetAddress.getByName(host) instanceof Inet6Address address
          ? compressed(address.getAddress())
          : host.toLowerCase(Locale.ROOT);
    } catch (UnknownHostException e) {
      return host.toLowerCase(Locale.ROOT);
    }
  }

  private static String compressed(byte[] address) {
    int[] groups = new int[8];
    for (int i = 0; i < groups.length; i++) {
      groups[i] = (address[2 * i] & 0xff) << 8 | (address[2 * i + 1] & 0xff);
    }
    int gapStart = -1;
    int gapLength = 1;
    for (int start = 0; start < groups.length; start++) {
      int length = 0;
      while (start + length < groups.length && groups[start + length] == 0) {
        length++;
      }
      if (length > gapLength) {
        gapStart = start;
        gapLength = length;
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < groups.length; i++) {
      if (i == gapStart) {
        text.append("::");
        i += gapLength - 1;
      } else {
        boolean first = text.length() == 0 || text.charAt(text.length() - 1) == ':';
        text.append(first ? "" : ":").append(Integer.toHexString(groups[i]));
      }
    }
    return text.toString();
  }
}
