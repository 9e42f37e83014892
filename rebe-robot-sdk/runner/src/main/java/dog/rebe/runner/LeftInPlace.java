package dog.rebe.runner;

import dog.rebe.node.NodeId;
import java.util.Objects;

/**
 * What a run did on a node, or may have done, and no runner takes back: a person must.
 *
 * @param step the name of the run's step
 * @param node the node
 * @param purpose what the step was for, in words
 * @param reason why it stays, in words
 */
public record LeftInPlace(String step, NodeId node, String purpose, String reason) {

  public LeftInPlace {
    Objects.requireNonNull(step, "step");
    Objects.requireNonNull(node, "node");
    Objects.requireNonNull(purpose, "purpose");
    Objects.requireNonNull(reason, "reason");
  }

  @Override
  public String toString() {
    return node + ": " + step + " stays. " + reason;
  }
}
