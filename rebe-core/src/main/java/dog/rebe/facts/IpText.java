package dog.rebe.facts;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Writes IP addresses in their canonical form: RFC 5952 for IPv6. */
final class IpText {

  private IpText() {}

  /**
   * An IPv4 address as /proc/net/route and /proc/net/tcp print it: hexadecimal, in the machine's
   * order.
   */
  static String ofProcIpv4(String hex, boolean littleEndian) throws FactException {
    byte[] bytes = bytes(hex, 4);
    return text(littleEndian ? reversed(bytes, 0, 4) : bytes);
  }

  /** An IPv6 address as /proc/net/if_inet6 and /proc/net/ipv6_route print it: in network order. */
  static String ofHex(String hex) throws FactException {
    return text(bytes(hex, 16));
  }

  /** An IPv6 address as /proc/net/tcp6 prints it: four words, each in the machine's order. */
  static String ofProcIpv6(String hex, boolean littleEndian) throws FactException {
    byte[] bytes = bytes(hex, 16);
    if (littleEndian) {
      for (int word = 0; word < 16; word += 4) {
        System.arraycopy(reversed(bytes, word, 4), 0, bytes, word, 4);
      }
    }
    return text(bytes);
  }

  /** A literal address, IPv4 or IPv6, in its canonical form. */
  static String canonical(String literal) throws FactException {
    if (!literal.matches("[0-9a-fA-F:.]{2,45}")
        || (!literal.contains(":") && !literal.contains("."))) {
      throw FactException.notUnderstood("no address", literal);
    }
    try {
      return text(InetAddress.getByName(literal).getAddress());
    } catch (UnknownHostException e) {
      throw FactException.notUnderstood("no address", literal);
    }
  }

  private static byte[] bytes(String hex, int length) throws FactException {
    if (!hex.matches("[0-9a-fA-F]{" + 2 * length + "}")) {
      throw FactException.notUnderstood("no address", hex);
    }
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
    }
    return bytes;
  }

  private static byte[] reversed(byte[] bytes, int from, int length) {
    byte[] turned = new byte[length];
    for (int i = 0; i < length; i++) {
      turned[i] = bytes[from + length - 1 - i];
    }
    return turned;
  }

  private static String text(byte[] bytes) {
    if (bytes.length == 4) {
      return (bytes[0] & 0xff)
          + "."
          + (bytes[1] & 0xff)
          + "."
          + (bytes[2] & 0xff)
          + "."
          + (bytes[3] & 0xff);
    }
    int[] words = new int[8];
    for (int i = 0; i < 8; i++) {
      words[i] = ((bytes[2 * i] & 0xff) << 8) | (bytes[2 * i + 1] & 0xff);
    }
    int longest = 0;
    int at = -1;
    for (int i = 0; i < 8; i++) {
      int zeros = 0;
      while (i + zeros < 8 && words[i + zeros] == 0) {
        zeros++;
      }
      if (zeros > longest && zeros > 1) {
        longest = zeros;
        at = i;
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      if (i == at) {
        text.append("::");
        i += longest - 1;
      } else {
        if (i > 0 && text.charAt(text.length() - 1) != ':') {
          text.append(':');
        }
        text.append(Integer.toHexString(words[i]));
      }
    }
    return text.toString();
  }
}
