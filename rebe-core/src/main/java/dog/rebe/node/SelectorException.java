package dog.rebe.node;

import dog.rebe.outcome.VisibleText;

/**
 * A selector that cannot be understood. The message names the selector, the place and the remedy.
 */
public final class SelectorException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;
  private static final int MAX_SHOWN = 120;

  private final int position;

  SelectorException(String selector, int position, String problem, String remedy) {
    super(
        "The selector '"
            + VisibleText.line(selector, MAX_SHOWN)
            + "' is wrong at character "
            + position
            + ": "
            + problem
            + ". "
            + remedy
            + ".");
    this.position = position;
  }

  /** Where the problem begins: the number of a character, from 1. */
  public int position() {
    return position;
  }
}
