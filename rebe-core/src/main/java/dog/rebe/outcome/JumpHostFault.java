package dog.rebe.outcome;

import java.util.Objects;

/**
 * What was wrong with a machine on the way to the node. The node itself was not reached, and
 * nothing is known of it.
 *
 * @param jumpHost the machine in between, as {@code user@host:port}
 * @param kind what was wrong with it, for instance {@code host-key-unknown}
 */
public record JumpHostFault(String jumpHost, FailureKind kind) {

  public JumpHostFault {
    Objects.requireNonNull(jumpHost, "jumpHost");
    Objects.requireNonNull(kind, "kind");
  }
}
