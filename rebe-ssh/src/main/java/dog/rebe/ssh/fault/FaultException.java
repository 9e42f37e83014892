package dog.rebe.ssh.fault;

import dog.rebe.outcome.FailureKind;

/** Carries a {@link Fault} out of a method that returns something else. Without a stack trace. */
public final class FaultException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Fault fault;

  /** Carries this fault. */
  public FaultException(Fault fault) {
    super(fault.detail(), null, false, false);
    this.fault = fault;
  }

  /** Carries a fault of this kind. */
  public FaultException(FailureKind kind, String detail) {
    this(new Fault(kind, detail));
  }

  /** The fault. */
  public Fault fault() {
    return fault;
  }
}
