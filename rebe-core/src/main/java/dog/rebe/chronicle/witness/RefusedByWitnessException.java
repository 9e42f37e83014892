package dog.rebe.chronicle.witness;

import java.io.IOException;

/**
 * A witness knows a checkpoint that the chronicle does not go on from: the chronicle was rolled
 * back or rewritten. Not to be shown again: somebody has to look.
 */
public final class RefusedByWitnessException extends IOException {

  private static final long serialVersionUID = 1L;

  /** Says what the witness knows and what it was shown. */
  public RefusedByWitnessException(String message) {
    super(message);
  }
}
