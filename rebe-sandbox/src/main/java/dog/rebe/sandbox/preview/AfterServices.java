package dog.rebe.sandbox.preview;

import dog.rebe.change.BlindSpot;
import java.util.List;

/** What a preview says of all that comes after a service was started or stopped. */
public final class AfterServices {

  private static final BlindSpot SPOT =
      new BlindSpot(
          "what the script does after that", "it is shown as if no service had changed a file");
  private static final String BEFORE = "what comes before it";

  private AfterServices() {}

  /** Of the rest of the same script, as a blind spot. */
  public static BlindSpot spot() {
    return SPOT;
  }

  /**
   * Of a command that comes after another one.
   *
   * @param earlier the blind spots of the other one, which was followed to its end
   */
  public static List<BlindSpot> handedOn(List<BlindSpot> earlier) {
    return earlier.stream()
        .filter(spot -> !spot.equals(SPOT))
        .map(
            spot ->
                new BlindSpot(
                    BEFORE,
                    "'"
                        + spot.subject()
                        + "' comes before it, and this is shown as if that had changed no file"))
        .toList();
  }

  /** Whether this is of what a command before this one does. */
  static boolean isHandedOn(BlindSpot spot) {
    return spot.subject().equals(BEFORE);
  }
}
