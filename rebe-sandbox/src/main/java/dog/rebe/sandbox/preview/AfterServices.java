package dog.rebe.sandbox.preview;

import dog.rebe.change.BlindSpot;

/** What a preview says of all that a script does after it has started or stopped a service. */
public final class AfterServices {

  private static final BlindSpot SPOT =
      new BlindSpot(
          "what the script does after that", "it is shown as if no service had changed a file");

  private AfterServices() {}

  /** As a blind spot. */
  public static BlindSpot spot() {
    return SPOT;
  }
}
