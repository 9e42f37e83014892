package dog.rebe.runner;

import dog.rebe.change.Plan;
import dog.rebe.node.NodeId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What can be known of a run that is to be taken back: its plan and trail, and how its machines
 * answer now.
 *
 * @param plan the plan of the run
 * @param trail what the chronicle tells of it
 * @param nodes the machines that were looked at
 * @param probes what the probes of steps said, where one was asked
 * @param changed what is not as it was before the run, of machines where all of it was taken back
 */
record UndoView(
    Plan plan,
    RunTrail trail,
    Set<NodeId> nodes,
    Map<Place, Probed> probes,
    Map<NodeId, String> changed) {

  /** A step on a node. */
  record Place(String step, NodeId node) {}

  /**
   * What a probe said.
   *
   * @param done whether the step has been done; empty if nobody can tell
   * @param words why nobody can tell
   */
  record Probed(Optional<Boolean> done, String words) {}
}
