package dog.rebe.runner;

import dog.rebe.node.NodeId;
import java.util.Objects;

/**
 * A node that a robot could not look at.
 *
 * @param node which one
 * @param kind the code of the failure, such as {@code connect-refused}
 * @param detail what happened, in words; empty if nothing is known beside the kind
 */
public record UnseenNode(NodeId node, String kind, String detail) {

  public UnseenNode {
    Objects.requireNonNull(node, "node");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(detail, "detail");
  }

  @Override
  public String toString() {
    return node + " (" + kind + ")";
  }
}
