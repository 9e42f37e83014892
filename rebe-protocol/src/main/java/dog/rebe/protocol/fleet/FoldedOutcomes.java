package dog.rebe.protocol.fleet;

import dog.rebe.node.NodeId;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Outcome;
import java.util.List;
import java.util.Objects;

/**
 * Nodes whose outcomes are equal in all but the time that they took: kind, delivery, exit, output
 * and detail. Immutable.
 *
 * @param nodes the nodes, at least one; copied
 * @param sample the outcome of the first node that had it
 */
public record FoldedOutcomes(List<NodeId> nodes, Outcome<CapturedOutput> sample) {

  public FoldedOutcomes {
    nodes = List.copyOf(nodes);
    Objects.requireNonNull(sample, "sample");
  }
}
