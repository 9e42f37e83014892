package dog.rebe.sandbox.preview;

import dog.rebe.change.Digest;
import dog.rebe.node.NodeId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Equal previews of many machines, folded by their digests, which name no machine. Its memory is
 * bounded: it keeps a number of different previews without what they rest on, and of each a number
 * of names, and counts the rest. Not thread-safe.
 */
public final class PreviewFold {

  private final int maxGroups;
  private final int maxNames;
  private final Map<Digest, Collected> groups = new LinkedHashMap<>();
  private long ungrouped;

  private static final class Collected {
    final CommandPreview preview;
    final List<NodeId> nodes = new ArrayList<>();
    long count;

    Collected(CommandPreview preview) {
      this.preview = preview;
    }
  }

  /**
   * Machines on which a command would do the same.
   *
   * @param preview what it would do there, without its footing
   * @param digest the digest of that
   * @param nodes their names, as many as were kept, in the order of their coming; copied
   * @param count how many they are
   */
  public record Group(CommandPreview preview, Digest digest, List<NodeId> nodes, long count) {
    public Group {
      nodes = List.copyOf(nodes);
    }
  }

  private PreviewFold(int maxGroups, int maxNames) {
    this.maxGroups = maxGroups;
    this.maxNames = maxNames;
  }

  /**
   * An empty one.
   *
   * @param maxGroups different previews that are kept; at least 1
   * @param maxNames names that are kept of each; at least 1
   */
  public static PreviewFold of(int maxGroups, int maxNames) {
    if (maxGroups < 1 || maxNames < 1) {
      throw new IllegalArgumentException(
          maxGroups + " groups of " + maxNames + " names: use at least 1 of each");
    }
    return new PreviewFold(maxGroups, maxNames);
  }

  /** Adds what a command would do on a machine. */
  public void add(NodeId node, CommandPreview preview) {
    Digest digest = preview.digest();
    Collected group = groups.get(digest);
    if (group == null) {
      if (groups.size() >= maxGroups) {
        ungrouped++;
        return;
      }
      group = new Collected(preview.withoutFooting());
      groups.put(digest, group);
    }
    group.count++;
    if (group.nodes.size() < maxNames) {
      group.nodes.add(node);
    }
  }

  /** The groups, the largest first, equal ones in the order of their coming. */
  public List<Group> groups() {
    return groups.entrySet().stream()
        .map(
            entry ->
                new Group(
                    entry.getValue().preview,
                    entry.getKey(),
                    entry.getValue().nodes,
                    entry.getValue().count))
        .sorted(Comparator.comparingLong(Group::count).reversed())
        .toList();
  }

  /** Machines that were counted only, because there were too many different previews already. */
  public long ungrouped() {
    return ungrouped;
  }

  /** In one sentence how far the machines are alike: "The same on 212 machines; differs on 3". */
  public String sentence() {
    List<Group> all = groups();
    if (all.isEmpty()) {
      return "No machine was previewed.";
    }
    long same = all.get(0).count();
    long others = all.stream().skip(1).mapToLong(Group::count).sum() + ungrouped;
    if (others == 0) {
      return same == 1 ? "One machine." : "The same on all " + same + " machines.";
    }
    return "The same on " + machines(same) + "; differs on " + others + ".";
  }

  static String machines(long count) {
    return count == 1 ? "1 machine" : count + " machines";
  }
}
