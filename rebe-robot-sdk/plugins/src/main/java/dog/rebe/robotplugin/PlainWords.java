package dog.rebe.robotplugin;

import dog.rebe.outcome.VisibleText;

/**
 * Sentences of a stranger that somebody will read before approving: one line, of what can be seen.
 * What moves the cursor or turns the direction of the text could show another plan than the one
 * that is approved.
 */
final class PlainWords {

  private static final int MOST = 500;
  private static final int SHOWN = 100;

  private PlainWords() {}

  /**
   * The text, if it is such a sentence.
   *
   * @throws IllegalArgumentException names it
   */
  static String required(String text, String what) {
    if (text.length() > MOST || text.isBlank() || !text.codePoints().allMatch(PlainWords::seen)) {
      throw new IllegalArgumentException(
          what
              + " is no line of 1 to "
              + MOST
              + " characters that can be seen: '"
              + VisibleText.line(text, SHOWN)
              + "'");
    }
    return text;
  }

  private static boolean seen(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
