package dog.rebe.policy;

import dog.rebe.runner.Policy;
import dog.rebe.runner.RealmPolicies;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.SortedMap;

/**
 * Reads the policies of a realm as {@link CelPolicy} does. All rules of all files count together.
 * Found as a service, it counts hours in UTC. Immutable and thread-safe.
 */
public final class CelRealmPolicies implements RealmPolicies {

  private final ZoneId zone;

  /** A reader that counts the hours of the day in UTC. */
  public CelRealmPolicies() {
    this(ZoneOffset.UTC);
  }

  private CelRealmPolicies(ZoneId zone) {
    this.zone = zone;
  }

  /** A reader that counts the hours of the day in this zone. */
  public static CelRealmPolicies in(ZoneId zone) {
    return new CelRealmPolicies(zone);
  }

  @Override
  public Policy read(SortedMap<String, byte[]> files) {
    StringBuilder all = new StringBuilder();
    files.forEach(
        (name, bytes) -> {
          String text = new String(bytes, StandardCharsets.UTF_8);
          try {
            CelPolicy.parse(text, zone);
          } catch (PolicyException e) {
            throw new IllegalArgumentException("policies/" + name + ": " + e.getMessage(), e);
          }
          all.append(text).append('\n');
        });
    return CelPolicy.parse(all.toString(), zone);
  }
}
