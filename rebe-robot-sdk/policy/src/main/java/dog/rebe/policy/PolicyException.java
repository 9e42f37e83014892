package dog.rebe.policy;

/** A policy that cannot be understood. The message names the line and the remedy. */
public final class PolicyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Names the line and the remedy. */
  public PolicyException(String message) {
    super(message);
  }
}
