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
 * @param failures failed nodes by kind; copied
 * @param deliveries failed nodes by what may have happened on them; copied
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
    /** The share of failures that {@link FleetOptions} allows was exceeded. */
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

  /** Nodes that failed. */
  public long failed() {
    return failures.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Every node that was taken from the fleet; each has exactly one outcome. */
  public long nodes() {
    return succeeded + failed();
  }
}
