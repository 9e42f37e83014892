package dog.rebe.runner;

import dog.rebe.node.NodeId;
import java.util.Objects;

/**
 * A node that a robot could not look at, or did not.
 *
 * @param node which one
 * @param kind the code of the failure, such as {@code connect-refused}; {@code no-answer} if the
 *     looking ended before there was one; {@code not-asked} if the robot asked it nothing
 * @param detail what happened, in words; empty if nothing is known beside the kind
 */
public record UnseenNode(NodeId node, String kind, String detail) {

  static final String NOT_ASKED = "not-asked";
  static final String NO_ANSWER = "no-answer";

  public UnseenNode {
    Objects.requireNonNull(node, "node");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(detail, "detail");
  }

  /** Whether the robot ran any command there. */
  public boolean isAsked() {
    return !kind.equals(NOT_ASKED);
  }

  @Override
  public String toString() {
    return node + " (" + kind + ")";
  }
}
