package dog.rebe.ssh.trust;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The name under which the key of a host is looked up: the host, or {@code [host]:port} where the
 * port is not 22, in lower case. Immutable.
 */
public final class KnownHostName {

  private static final int DEFAULT_PORT = 22;

  private final String value;
  private final Optional<KnownHostName> withoutPort;

  private KnownHostName(String value, Optional<KnownHostName> withoutPort) {
    this.value = value;
    this.withoutPort = withoutPort;
  }

  /**
   * Of a host and its port.
   *
   * @param host a name or an address, as it is connected to
   * @param port 1 to 65535
   */
  public static KnownHostName of(String host, int port) {
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("Port " + port + " is out of range: use 1 to 65535");
    }
    KnownHostName bare = alias(host);
    return port == DEFAULT_PORT
        ? bare
        : new KnownHostName("[" + bare.value + "]:" + port, Optional.of(bare));
  }

  /** Of a {@code HostKeyAlias}, which stands for host and port. */
  public static KnownHostName alias(String alias) {
    return new KnownHostName(lookup(alias), Optional.empty());
  }

  private static String lookup(String host) {
    if (host.isEmpty()) {
      throw new IllegalArgumentException("A known host has a name");
    }
    // Files hold bytes. One character for each byte keeps every file readable and comparable.
    String bytes = new String(host.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    return lowerCase(bytes);
  }

  /** Only ASCII letters: what is beyond are bytes of some encoding. */
  static String lowerCase(String text) {
    StringBuilder lower = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      lower.append(c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c);
    }
    return lower.toString();
  }

  /** The name as files hold it, one character for each byte. */
  String value() {
    return value;
  }

  /** The host alone, if the name has a port. */
  Optional<KnownHostName> withoutPort() {
    return withoutPort;
  }

  /** OpenSSH would misread these in a file, or take them for patterns. */
  void requireWritable() {
    String bare = withoutPort.orElse(this).value;
    if (bare.chars().anyMatch(c -> c <= ' ' || c == 0x7f || "@?*!#[]|,'\"\\".indexOf(c) >= 0)) {
      throw new IllegalArgumentException(
          "The name of a known host has no white space, no control characters and none of"
              + " @ ? * ! # [ ] | , ' \" \\");
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KnownHostName name && value.equals(name.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return new String(value.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
