package dog.rebe.execution;

import java.time.Duration;

/**
 * How far a fleet run is.
 *
 * @param running nodes that have started and not ended
 * @param succeeded nodes that ended well
 * @param failed nodes that did not, whatever the delivery
 * @param notBegun nodes that had no turn because the run was stopped before
 * @param elapsed monotonic time since the run began
 */
public record FleetProgress(
    long running, long succeeded, long failed, long notBegun, Duration elapsed) {

  /** Nodes that have their terminal outcome. */
  public long finished() {
    return succeeded + failed + notBegun;
  }
}
