package dog.rebe.ssh.trust;

import dog.rebe.ssh.openssh.PatternList;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One line that says something: whose key it is, or whose it must not be. The form is that of
 * sshd(8), SSH_KNOWN_HOSTS FILE FORMAT.
 *
 * @param marker what the line says of its key
 * @param names the field of names as it stands
 * @param key the key
 */
record KnownHostsLine(Marker marker, String names, HostKey key) {

  /** What a line says of its key. */
  enum Marker {
    /** It is the key of these hosts. */
    HOST,
    /** It signs the certificates of these hosts. */
    CERT_AUTHORITY,
    /** It must never be accepted. */
    REVOKED
  }

  private static final Map<String, Marker> MARKERS =
      Map.of("@cert-authority", Marker.CERT_AUTHORITY, "@revoked", Marker.REVOKED);

  /**
   * Reads a line.
   *
   * @param line without its line feed, one character for each byte
   * @return empty for comments, blank lines, and keys of version 1 of the protocol, which no server
   *     can show any more
   * @throws IllegalArgumentException if the line is anything else than a whole and valid one
   */
  static Optional<KnownHostsLine> parse(String line) {
    Fields fields = new Fields(line);
    String first = fields.next();
    if (first == null || first.startsWith("#")) {
      return Optional.empty();
    }
    Marker marker = Marker.HOST;
    String names = first;
    if (first.startsWith("@")) {
      marker = MARKERS.get(first);
      if (marker == null) {
        throw new IllegalArgumentException(
            "The line begins with an unknown marker: there are @cert-authority and @revoked");
      }
      names = fields.next();
    }
    String algorithm = fields.next();
    String base64 = fields.next();
    if (names == null || algorithm == null || base64 == null || algorithm.startsWith("#")) {
      throw new IllegalArgumentException(
          "The line is cut off: it needs the host's name, the key's algorithm and the key");
    }
    if (names.startsWith("@")) {
      throw new IllegalArgumentException("The line has two markers: one is allowed");
    }
    if (marker == Marker.HOST && isVersion1(algorithm, base64)) {
      return Optional.empty();
    }
    if (HashedName.isIn(names)) {
      HashedName.parse(names);
    } else {
      requireNames(names);
    }
    return Optional.of(new KnownHostsLine(marker, names, HostKey.of(algorithm, base64)));
  }

  /** What would be a hash, a marker or a comment if it came first, as it does once others go. */
  private static void requireNames(String names) {
    for (String name : PatternList.ofCommas(names).patterns()) {
      if ("|@#".indexOf(name.charAt(0)) >= 0) {
        throw new IllegalArgumentException(
            "A name in the list begins with '"
                + name.charAt(0)
                + "': a hashed name stands alone in its line, and no other name begins so");
      }
    }
  }

  private static boolean isVersion1(String bits, String exponent) {
    return isNumber(bits) && isNumber(exponent);
  }

  private static boolean isNumber(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  boolean isHashed() {
    return HashedName.isIn(names);
  }

  /** The names as patterns in lower case; only if they are not hashed. */
  PatternList patterns() {
    return PatternList.ofCommas(KnownHostName.lowerCase(names));
  }

  boolean matches(KnownHostName name) {
    return isHashed()
        ? HashedName.parse(names).matches(name, HashedName.newMac())
        : patterns().matches(name.value());
  }

  /** Splits at spaces and tabs. */
  private static final class Fields {
    private final String line;
    private final int end;
    private int position;

    Fields(String line) {
      this.line = line;
      this.end = line.endsWith("\r") ? line.length() - 1 : line.length();
    }

    @Nullable String next() {
      while (position < end && isSpace(line.charAt(position))) {
        position++;
      }
      int start = position;
      while (position < end && !isSpace(line.charAt(position))) {
        position++;
      }
      return start == position ? null : line.substring(start, position);
    }

    private static boolean isSpace(char c) {
      return c == ' ' || c == '\t';
    }
  }
}
