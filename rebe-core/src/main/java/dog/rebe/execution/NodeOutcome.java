package dog.rebe.execution;

import dog.rebe.node.Node;
import dog.rebe.outcome.Outcome;
import java.util.Objects;

/**
 * What became of a command on one node of a fleet.
 *
 * @param node the node
 * @param outcome its outcome
 * @param <T> the type of the decoded value
 */
public record NodeOutcome<T>(Node node, Outcome<T> outcome) {

  public NodeOutcome {
    Objects.requireNonNull(node, "node");
    Objects.requireNonNull(outcome, "outcome");
  }
}
