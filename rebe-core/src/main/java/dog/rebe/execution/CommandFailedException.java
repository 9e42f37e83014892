package dog.rebe.execution;

import dog.rebe.node.NodeId;
import dog.rebe.outcome.Failure;

/**
 * Ends {@link StreamingCall#output} when the command did not succeed, so that half of an output
 * cannot be taken for the whole. Nothing throws it: outcomes are values everywhere else, and the
 * call's own {@link Call#outcome} is the same failure.
 */
public final class CommandFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Failure<?> failure;

  CommandFailedException(NodeId node, Failure<?> failure) {
    super(node + ": " + failure.kind() + ": " + failure.detail(), null, false, false);
    this.failure = failure;
  }

  /** What became of the call. */
  public Failure<?> failure() {
    return failure;
  }
}
