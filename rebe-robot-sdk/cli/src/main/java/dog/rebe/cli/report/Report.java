package dog.rebe.cli.report;

import dog.rebe.cli.screen.SessionCount;
import dog.rebe.execution.FleetSummary;
import dog.rebe.execution.NodeOutcome;

/**
 * Tells a run over a fleet as it goes on. All methods are called on one thread, in this order:
 * {@code begin}, then for each pass its nodes and its end, then {@code end}.
 *
 * @param <T> what a success has found
 */
public interface Report<T> {

  /** A run over this many nodes begins. */
  void begin(long nodes);

  /**
   * A node has its outcome.
   *
   * @param pass 1 for the first pass over the fleet
   */
  void node(NodeOutcome<T> ended, int pass);

  /** A pass is over. */
  void pass(FleetSummary summary, SessionCount sessions, int pass);

  /** The run is over, to its end or to where it was stopped. */
  void end();
}
