package dog.rebe.sandbox.previewer;

import dog.rebe.change.BlindSpot;
import java.util.Optional;

/** Where a preview ends before the command does. */
final class CannotTell extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Optional<BlindSpot> blindSpot;

  CannotTell(String reason) {
    this(Optional.empty(), reason);
  }

  CannotTell(Optional<BlindSpot> blindSpot, String reason) {
    super(reason, null, false, false);
    this.blindSpot = blindSpot;
  }

  /** What it would do beyond files. */
  Optional<BlindSpot> blindSpot() {
    return blindSpot;
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
