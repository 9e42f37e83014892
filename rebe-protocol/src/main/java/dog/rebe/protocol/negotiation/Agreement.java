package dog.rebe.protocol.negotiation;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What two peers agreed on.
 *
 * @param version the version that both speak on this session
 * @param features what both have; copied
 */
public record Agreement(ProtocolVersion version, SortedSet<Feature> features) {

  public Agreement {
    features = Collections.unmodifiableSortedSet(new TreeSet<>(features));
  }

  /** Whether this feature may be used. */
  public boolean has(Feature feature) {
    return features.contains(feature);
  }

  @Override
  public String toString() {
    return version + (features.isEmpty() ? "" : " with " + features);
  }
}
