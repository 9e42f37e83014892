package dog.rebe.protocol.negotiation;

import java.util.Comparator;

/**
 * A version of the protocol. Minor versions of one major version understand each other; two major
 * versions do not.
 *
 * @param major from 1
 * @param minor from 0
 */
public record ProtocolVersion(int major, int minor) implements Comparable<ProtocolVersion> {

  private static final Comparator<ProtocolVersion> ORDER =
      Comparator.comparingInt(ProtocolVersion::major).thenComparingInt(ProtocolVersion::minor);

  public ProtocolVersion {
    if (major < 1 || minor < 0) {
      throw new IllegalArgumentException(
          "Version " + major + "." + minor + ": a major version is 1 or more, a minor 0 or more");
    }
  }

  @Override
  public int compareTo(ProtocolVersion other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
