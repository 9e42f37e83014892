package dog.rebe.sandbox.engine;

/** Thrown by a host function when the guest wants to end. */
public final class GuestExit extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;

  /** With this exit status. */
  public GuestExit(int status) {
    super("exit " + status, null, false, false);
    this.status = status;
  }

  /** The exit status, 0 for success. */
  public int status() {
    return status;
  }
}
