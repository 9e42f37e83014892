package dog.rebe.protocol.fleet;

import java.util.List;

/**
 * Hears of a run that an agent drives. Called one method at a time, perhaps on an I/O thread:
 * return quickly, do not block.
 */
public interface FleetListener {

  /**
   * More nodes have their outcome; none of them was told of before.
   *
   * @param folded groups of nodes with equal outcomes, as few as there are kinds of them
   */
  void onResults(List<FoldedOutcomes> folded);

  /** The run is over. Always the last call. */
  void onEnd(FleetEnd end);
}
