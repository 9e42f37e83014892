package dog.rebe.execution;

import dog.rebe.node.NodeId;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.FailureKind;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What became of a fleet run, in counts. Its size does not depend on the size of the fleet.
 *
 * @param succeeded nodes that ended well
 * @param failures nodes without success by kind, those that had no turn ({@code run-stopped}) too;
 *     copied
 * @param deliveries nodes without success by what may have happened on them; copied
 * @param elapsed monotonic time of the run
 * @param slowest the node that took longest, with its time
 * @param stopped why the run stopped early, if it did
 */
public record FleetSummary(
    long succeeded,
    Map<FailureKind, Long> failures,
    Map<Delivery, Long> deliveries,
    Duration elapsed,
    Optional<Slowest> slowest,
    Optional<StopReason> stopped) {

  /** Why a run stopped before every node had its turn. */
  public enum StopReason {
    /** The caller cancelled it. */
    CANCELLED,
    /** The run's own deadline passed. */
    DEADLINE,
    /**
     * More nodes had failed, or a larger share of them, than {@link FleetOptions} allows, or one of
     * the canary had.
     */
    TOO_MANY_FAILURES
  }

  /**
   * The node that took longest.
   *
   * @param node its id
   * @param elapsed its time
   */
  public record Slowest(NodeId node, Duration elapsed) {}

  public FleetSummary {
    failures = Map.copyOf(failures);
    deliveries = Map.copyOf(deliveries);
    Objects.requireNonNull(elapsed, "elapsed");
    Objects.requireNonNull(slowest, "slowest");
    Objects.requireNonNull(stopped, "stopped");
  }

  /** Nodes that had their turn and failed. */
  public long failed() {
    return failures.values().stream().mapToLong(Long::longValue).sum() - notBegun();
  }

  /** Nodes that had no turn because the run was {@linkplain #stopped stopped} before. */
  public long notBegun() {
    return failures.getOrDefault(FailureKind.RUN_STOPPED, 0L);
  }

  /** Every node that was taken from the fleet; each has exactly one outcome. */
  public long nodes() {
    return succeeded + failed() + notBegun();
  }
}
