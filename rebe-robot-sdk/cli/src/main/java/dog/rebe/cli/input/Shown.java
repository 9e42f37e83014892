package dog.rebe.cli.input;

import dog.rebe.outcome.VisibleText;

/** A value from outside as a message may repeat it: escaped and shortened. */
public final class Shown {

  private static final int MAX_LENGTH = 120;

  private Shown() {}

  /** The value, escaped and shortened. */
  public static String value(String value) {
    return VisibleText.line(value, MAX_LENGTH);
  }
}
