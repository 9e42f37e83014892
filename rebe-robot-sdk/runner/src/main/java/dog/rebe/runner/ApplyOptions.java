package dog.rebe.runner;

import dog.rebe.change.CanonicalJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a plan goes through its nodes. Immutable.
 *
 * @param canary how many nodes go first, as a wave of their own; 0 for none
 * @param batches the sizes of the waves after that; the last repeats; empty for one wave of all
 *     that is left; copied
 * @param concurrency how many nodes are worked on at the same time; 1 or more
 * @param siteLabel the label that says at which site a node is
 * @param perSite how many nodes of one site are worked on at the same time; 1 or more. Nodes
 *     without the label are a site together
 * @param maxFailures how many nodes may fail before no other begins; 0 or more
 * @param maxUnknowns of how many nodes it may be unknown what happened, before no other begins; 0
 *     or more
 * @param whenStopped what becomes of what was done if the run stops early
 */
public record ApplyOptions(
    int canary,
    List<Batch> batches,
    int concurrency,
    String siteLabel,
    int perSite,
    int maxFailures,
    int maxUnknowns,
    WhenStopped whenStopped) {

  private static final ApplyOptions DEFAULTS =
      new ApplyOptions(1, List.of(), 20, "site", 5, 0, 0, WhenStopped.UNDO);

  /** What becomes of what was done when a run stops early. */
  public enum WhenStopped {
    /** It is taken back, in reverse order, where steps can be. */
    UNDO,
    /** It stays, and a person is told. */
    KEEP
  }

  /** The size of a wave. */
  public sealed interface Batch {

    /** So many nodes. */
    static Batch of(int nodes) {
      return new Count(nodes);
    }

    /** This share of all nodes of the plan, in percent, rounded up. */
    static Batch percent(int share) {
      return new Percent(share);
    }

    /** How many nodes that is, of so many. */
    int size(int all);

    /**
     * So many nodes.
     *
     * @param nodes 1 or more
     */
    record Count(int nodes) implements Batch {
      public Count {
        if (nodes < 1) {
          throw new IllegalArgumentException("A wave of " + nodes + " nodes: use 1 or more");
        }
      }

      @Override
      public int size(int all) {
        return nodes;
      }
    }

    /**
     * A share of all nodes of the plan.
     *
     * @param share in percent, 1 to 100
     */
    record Percent(int share) implements Batch {
      public Percent {
        if (share < 1 || share > 100) {
          throw new IllegalArgumentException("A wave of " + share + " percent: use 1 to 100");
        }
      }

      @Override
      public int size(int all) {
        return Math.max(1, (int) Math.ceil(all * (share / 100.0)));
      }
    }
  }

  public ApplyOptions {
    batches = List.copyOf(batches);
    require(canary >= 0, "A canary of " + canary + " nodes: use 0 or more");
    require(concurrency >= 1, "A concurrency of " + concurrency + ": use 1 or more");
    require(perSite >= 1, perSite + " nodes of a site at once: use 1 or more");
    require(maxFailures >= 0, maxFailures + " failures at most: use 0 or more");
    require(maxUnknowns >= 0, maxUnknowns + " unknowns at most: use 0 or more");
  }

  /**
   * One node as a canary and then all others, 20 at a time and 5 of a site, no failure, nothing
   * unknown, and undo.
   */
  public static ApplyOptions defaults() {
    return DEFAULTS;
  }

  /** The same with this many nodes first. */
  public ApplyOptions withCanary(int nodes) {
    return new ApplyOptions(
        nodes, batches, concurrency, siteLabel, perSite, maxFailures, maxUnknowns, whenStopped);
  }

  /** The same with these waves. */
  public ApplyOptions withBatches(Batch... sizes) {
    return new ApplyOptions(
        canary,
        List.of(sizes),
        concurrency,
        siteLabel,
        perSite,
        maxFailures,
        maxUnknowns,
        whenStopped);
  }

  /** The same with so many nodes at the same time, in all and of one site. */
  public ApplyOptions withConcurrency(int nodes, int ofOneSite) {
    return new ApplyOptions(
        canary, batches, nodes, siteLabel, ofOneSite, maxFailures, maxUnknowns, whenStopped);
  }

  /** The same with these limits. */
  public ApplyOptions withLimits(int failures, int unknowns) {
    return new ApplyOptions(
        canary, batches, concurrency, siteLabel, perSite, failures, unknowns, whenStopped);
  }

  /** The same with this end. */
  public ApplyOptions withWhenStopped(WhenStopped what) {
    return new ApplyOptions(
        canary, batches, concurrency, siteLabel, perSite, maxFailures, maxUnknowns, what);
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  /** Its canonical JSON, for the record. */
  @Override
  public String toString() {
    Map<String, Object> form = new LinkedHashMap<>();
    form.put("canary", canary);
    form.put(
        "batches",
        batches.stream()
            .map(
                batch ->
                    batch instanceof Batch.Count count
                        ? String.valueOf(count.nodes())
                        : ((Batch.Percent) batch).share() + "%")
            .toList());
    form.put("concurrency", concurrency);
    form.put("siteLabel", siteLabel);
    form.put("perSite", perSite);
    form.put("maxFailures", maxFailures);
    form.put("maxUnknowns", maxUnknowns);
    form.put("whenStopped", whenStopped == WhenStopped.UNDO ? "undo" : "keep");
    return CanonicalJson.text(form);
  }
}
