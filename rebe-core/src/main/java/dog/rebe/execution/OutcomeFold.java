package dog.rebe.execution;

import dog.rebe.node.NodeId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * Folds the outcomes of a run into groups of equal ones. Keeps a bounded number of groups, and of
 * each a bounded number of nodes as samples, and counts the rest: its size does not depend on the
 * fleet's, only on the size of a key. Thread-safe.
 *
 * @param <T> the type of the outcomes' values
 * @param <K> the type of what is compared, with {@code equals} and {@code hashCode}
 */
public final class OutcomeFold<T, K> {

  /**
   * Nodes with equal outcomes.
   *
   * @param key what their outcomes have in common
   * @param count how many there are, at least 1
   * @param samples the first of them; copied
   */
  public record Group<K>(K key, long count, List<NodeId> samples) {
    public Group {
      Objects.requireNonNull(key, "key");
      samples = List.copyOf(samples);
    }
  }

  private static final class Growing {
    private final List<NodeId> samples = new ArrayList<>();
    private long count;
  }

  private final Function<? super NodeOutcome<T>, ? extends K> key;
  private final int maxGroups;
  private final int maxSamples;
  private final Map<K, Growing> groups = new LinkedHashMap<>();
  private long rest;

  private OutcomeFold(
      Function<? super NodeOutcome<T>, ? extends K> key, int maxGroups, int maxSamples) {
    this.key = Objects.requireNonNull(key, "key");
    this.maxGroups = maxGroups;
    this.maxSamples = maxSamples;
  }

  /**
   * A fold by this key.
   *
   * @param maxGroups how many groups are kept; at least 1. An outcome that would begin another only
   *     counts as {@link #rest}
   * @param maxSamples how many nodes are kept of each group; zero or more
   */
  public static <T, K> OutcomeFold<T, K> by(
      Function<? super NodeOutcome<T>, ? extends K> key, int maxGroups, int maxSamples) {
    if (maxGroups < 1) {
      throw new IllegalArgumentException(maxGroups + " groups at most: use 1 or more");
    }
    if (maxSamples < 0) {
      throw new IllegalArgumentException(maxSamples + " samples at most: use 0 or more");
    }
    return new OutcomeFold<>(key, maxGroups, maxSamples);
  }

  /** Takes an outcome. */
  public void add(NodeOutcome<T> outcome) {
    K found = Objects.requireNonNull(key.apply(outcome), "the key of an outcome");
    synchronized (this) {
      Growing group = groups.get(found);
      if (group == null && groups.size() < maxGroups) {
        group = new Growing();
        groups.put(found, group);
      }
      if (group == null) {
        rest++;
        return;
      }
      group.count++;
      if (group.samples.size() < maxSamples) {
        group.samples.add(outcome.node().id());
      }
    }
  }

  /**
   * The groups so far, the largest first; those of one size in the order of their first outcome.
   */
  public synchronized List<Group<K>> groups() {
    List<Group<K>> all = new ArrayList<>(groups.size());
    groups.forEach((k, group) -> all.add(new Group<>(k, group.count, group.samples)));
    all.sort(Comparator.comparingLong((Group<K> group) -> group.count()).reversed());
    return Collections.unmodifiableList(all);
  }

  /** How many outcomes belong to none of the groups, because there was no room for theirs. */
  public synchronized long rest() {
    return rest;
  }
}
