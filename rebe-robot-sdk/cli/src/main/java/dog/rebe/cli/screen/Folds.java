package dog.rebe.cli.screen;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Equal results of many nodes, folded together: a bounded number of groups, and in each a bounded
 * number of names; the rest is counted, so that memory does not grow with the fleet. Not
 * thread-safe.
 *
 * @param <K> what makes two results equal
 */
public final class Folds<K> {

  private static final int MAX_GROUPS = 500;
  private static final int MAX_NAMES = 2_000;

  private final Map<K, Group<K>> groups = new LinkedHashMap<>();
  private long ungrouped;

  /** Equal results. Not thread-safe. */
  public static final class Group<K> {
    private final K key;
    private final List<String> names = new ArrayList<>();
    private long count;

    private Group(K key) {
      this.key = key;
    }

    /** What they have in common. */
    public K key() {
      return key;
    }

    /** How many nodes are in it. */
    public long count() {
      return count;
    }

    /** The names of its nodes, folded, with a count of those that were not kept. */
    public String names() {
      String shown = NodeNames.folded(names);
      return count == names.size() ? shown : shown + " and " + (count - names.size()) + " more";
    }
  }

  /**
   * Adds a node's result.
   *
   * @return its group; empty when there are too many different ones already and it was only counted
   */
  public Optional<Group<K>> add(K key, String node) {
    Group<K> group = groups.get(key);
    if (group == null) {
      if (groups.size() >= MAX_GROUPS) {
        ungrouped++;
        return Optional.empty();
      }
      group = new Group<>(key);
      groups.put(key, group);
    }
    group.count++;
    if (group.names.size() < MAX_NAMES) {
      group.names.add(node);
    }
    return Optional.of(group);
  }

  /** The groups, the largest first, equal ones in the order of their coming. */
  public List<Group<K>> largestFirst() {
    return groups.values().stream()
        .sorted(Comparator.comparingLong((Group<K> group) -> group.count).reversed())
        .toList();
  }

  /** Results that were counted and not kept, because there were too many different ones. */
  public long ungrouped() {
    return ungrouped;
  }

  /** Whether nothing was added. */
  public boolean isEmpty() {
    return groups.isEmpty();
  }
}
