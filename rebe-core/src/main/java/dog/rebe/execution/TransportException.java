package dog.rebe.execution;

import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.JumpHostFault;
import java.util.Objects;
import java.util.Optional;

/** Why a transport could not open something. The corridor turns it into a failure of this kind. */
public final class TransportException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient FailureKind kind;
  private final transient Optional<JumpHostFault> jumpHost;

  /** Of this kind, with the technical detail for the author. */
  public TransportException(FailureKind kind, String detail) {
    this(kind, detail, Optional.empty());
  }

  /**
   * Of this kind, with the technical detail for the author.
   *
   * @param jumpHost what was wrong with a machine on the way, where that is why
   */
  public TransportException(FailureKind kind, String detail, Optional<JumpHostFault> jumpHost) {
    super(detail);
    this.kind = Objects.requireNonNull(kind, "kind");
    this.jumpHost = Objects.requireNonNull(jumpHost, "jumpHost");
  }

  /** The kind of failure. */
  public FailureKind kind() {
    return kind;
  }

  /** What was wrong with a machine on the way, where it was not the node that failed. */
  public Optional<JumpHostFault> jumpHost() {
    return jumpHost;
  }
}
