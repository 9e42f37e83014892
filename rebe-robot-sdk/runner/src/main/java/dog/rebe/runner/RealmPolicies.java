package dog.rebe.runner;

import java.util.SortedMap;

/**
 * Reads the policies that lie in a realm. Third parties may implement it; {@link RealmRunner} finds
 * implementations by {@link java.util.ServiceLoader}, and the module {@code rebe-robot-policy}
 * brings one for rules in CEL. Implementations are thread-safe.
 */
@FunctionalInterface
public interface RealmPolicies {

  /**
   * The policy of these files: all of them together, the strictest verdict counts.
   *
   * @param files the bytes of each file as the owner signed them, by its name; at least one
   * @throws IllegalArgumentException if a file is no policy; the message names file and line
   */
  Policy read(SortedMap<String, byte[]> files);
}
