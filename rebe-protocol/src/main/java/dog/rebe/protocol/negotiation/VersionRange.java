package dog.rebe.protocol.negotiation;

/**
 * All minor versions of one major version between two, both included.
 *
 * @param major from 1
 * @param minMinor from 0
 * @param maxMinor at least {@code minMinor}
 */
public record VersionRange(int major, int minMinor, int maxMinor) {

  public VersionRange {
    if (major < 1 || minMinor < 0 || maxMinor < minMinor) {
      throw new IllegalArgumentException(
          "Versions "
              + major
              + "."
              + minMinor
              + " to "
              + major
              + "."
              + maxMinor
              + ": a major version is 1 or more, and the lower minor comes first");
    }
  }

  /** One version alone. */
  public static VersionRange of(ProtocolVersion version) {
    return new VersionRange(version.major(), version.minor(), version.minor());
  }

  @Override
  public String toString() {
    String lower = major + "." + minMinor;
    return minMinor == maxMinor ? lower : lower + " to " + major + "." + maxMinor;
  }
}
