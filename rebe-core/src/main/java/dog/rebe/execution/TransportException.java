package dog.rebe.execution;

import dog.rebe.outcome.FailureKind;
import java.util.Objects;

/** Why a transport could not open something. The corridor turns it into a failure of this kind. */
public final class TransportException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient FailureKind kind;

  /** Of this kind, with the technical detail for the author. */
  public TransportException(FailureKind kind, String detail) {
    super(detail);
    this.kind = Objects.requireNonNull(kind, "kind");
  }

  /** The kind of failure. */
  public FailureKind kind() {
    return kind;
  }
}
