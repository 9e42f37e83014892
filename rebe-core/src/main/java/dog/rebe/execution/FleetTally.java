package dog.rebe.execution;

import dog.rebe.node.NodeId;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counts what became of a run. Its size does not depend on the fleet's. Not thread-safe. */
final class FleetTally {

  private final Map<FailureKind, Long> failures = new HashMap<>();
  private final Map<Delivery, Long> deliveries = new EnumMap<>(Delivery.class);
  private long succeeded;
  private long failed;
  private long notBegun;
  private @Nullable NodeId slowest;
  private Duration longest = Duration.ZERO;

  void add(NodeOutcome<?> finished) {
    Outcome<?> outcome = finished.outcome();
    if (outcome instanceof Failure<?> failure) {
      if (failure.kind() == FailureKind.RUN_STOPPED) {
        notBegun++;
      } else {
        failed++;
      }
      failures.merge(failure.kind(), 1L, Long::sum);
      deliveries.merge(failure.delivery(), 1L, Long::sum);
    } else {
      succeeded++;
    }
    Duration elapsed = outcome.evidence().elapsed();
    if (slowest == null || elapsed.compareTo(longest) > 0) {
      slowest = finished.node().id();
      longest = elapsed;
    }
  }

  FleetProgress progress(long running, Duration elapsed) {
    return new FleetProgress(running, succeeded, failed, notBegun, elapsed);
  }

  FleetSummary summary(Duration elapsed, FleetSummary.@Nullable StopReason stopped) {
    return new FleetSummary(
        succeeded,
        failures,
        deliveries,
        elapsed,
        Optional.ofNullable(slowest).map(node -> new FleetSummary.Slowest(node, longest)),
        Optional.ofNullable(stopped));
  }
}
