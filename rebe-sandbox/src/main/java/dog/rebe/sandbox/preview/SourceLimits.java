package dog.rebe.sandbox.preview;

import dog.rebe.change.BlindSpot;
import java.util.List;

/** What no list of files tells, whatever the command: the same for every preview. */
public final class SourceLimits {

  private static final List<BlindSpot> ALL =
      List.of(
          new BlindSpot(
              "hard links",
              "other names of a file are not told, so freed space is at most what is said"),
          new BlindSpot(
              "access lists, attributes and mounts",
              "they can forbid what modes allow, and are not told"));

  private SourceLimits() {}

  /** They, by name. */
  public static List<BlindSpot> all() {
    return ALL;
  }
}
