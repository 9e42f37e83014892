package dog.rebe.runner;

import dog.rebe.node.NodeId;
import java.util.Objects;

/**
 * What became of a step on a node.
 *
 * @param step the step's name
 * @param node the node
 * @param state how it stands
 * @param detail why, in words; empty where there is nothing to say
 */
public record StepResult(String step, NodeId node, StepState state, String detail) {

  public StepResult {
    Objects.requireNonNull(step, "step");
    Objects.requireNonNull(node, "node");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(detail, "detail");
  }

  @Override
  public String toString() {
    return step
        + " on "
        + node
        + ": "
        + state.words()
        + (detail.isEmpty() ? "" : " (" + detail + ")");
  }
}
