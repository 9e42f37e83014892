package dog.rebe.runner;

import java.security.PublicKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whose approvals count in a realm, and which keys are robots' own and never count. Immutable and
 * thread-safe.
 */
public final class Trust {

  private static final Trust NOBODY = new Trust(Map.of(), Set.of());

  private final Map<KeyId, Approver> approvers;
  private final Set<KeyId> robots;

  private Trust(Map<KeyId, Approver> approvers, Set<KeyId> robots) {
    this.approvers = Map.copyOf(approvers);
    this.robots = Set.copyOf(robots);
  }

  /** Nobody is trusted: whatever needs an approval is refused. */
  public static Trust nobody() {
    return NOBODY;
  }

  /**
   * These people are trusted.
   *
   * @throws IllegalArgumentException if two of them have the same key
   */
  public static Trust of(List<Approver> approvers) {
    Trust trust = NOBODY;
    for (Approver approver : approvers) {
      trust = trust.with(approver);
    }
    return trust;
  }

  /** These and one more. */
  public Trust with(Approver approver) {
    Map<KeyId, Approver> all = new HashMap<>(approvers);
    KeyId id = KeyId.of(approver.key());
    Approver other = all.put(id, approver);
    if (other != null) {
      throw new IllegalArgumentException(
          approver.name()
              + " and "
              + other.name()
              + " have the same key: give each one of their own");
    }
    return new Trust(all, robots);
  }

  /** The same, and this key is a robot's own: it approves nothing, even if a person has it, too. */
  public Trust withRobotKey(PublicKey key) {
    Set<KeyId> all = new HashSet<>(robots);
    all.add(KeyId.of(key));
    return new Trust(approvers, all);
  }

  Optional<Approver> find(KeyId key) {
    return Optional.ofNullable(approvers.get(key));
  }

  boolean isRobot(KeyId key) {
    return robots.contains(key);
  }
}
