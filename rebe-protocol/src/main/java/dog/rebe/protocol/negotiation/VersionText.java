package dog.rebe.protocol.negotiation;

import java.util.List;
import java.util.stream.Collectors;

/** Versions in words. */
final class VersionText {

  private VersionText() {}

  static String of(List<VersionRange> ranges) {
    return ranges.stream().map(VersionRange::toString).collect(Collectors.joining(", "));
  }
}
