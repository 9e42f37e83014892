package dog.rebe.cli.screen;

/**
 * Foreign text made harmless for a terminal: every control, format, private or unassigned character
 * is written out as an escape, so that it is seen and never acts.
 */
public final class VisibleText {

  private VisibleText() {}

  /**
   * One line: line ends are escaped too.
   *
   * @param maxLength in characters; what is longer ends in "..."
   */
  public static String line(String text, int maxLength) {
    StringBuilder shown = new StringBuilder();
    int[] codePoints = text.codePoints().limit(maxLength + 1L).toArray();
    int kept = codePoints.length > maxLength ? Math.max(0, maxLength - 3) : codePoints.length;
    for (int i = 0; i < kept; i++) {
      append(shown, codePoints[i]);
    }
    return kept < codePoints.length ? shown + "..." : shown.toString();
  }

  /**
   * A line of a program's output: as {@link #line}, with tabs as spaces up to the next multiple of
   * 8.
   */
  public static String outputLine(String text, int maxLength) {
    StringBuilder expanded = new StringBuilder();
    int column = 0;
    for (int c : text.codePoints().limit(maxLength + 1L).toArray()) {
      if (c == '\t') {
        int spaces = 8 - column % 8;
        expanded.append(" ".repeat(spaces));
        column += spaces;
      } else {
        expanded.appendCodePoint(c);
        column += TextWidth.of(Character.toString(c));
      }
    }
    return line(expanded.toString(), maxLength);
  }

  private static void append(StringBuilder shown, int c) {
    switch (c) {
      case '\n' -> shown.append("\\n");
      case '\r' -> shown.append("\\r");
      case '\t' -> shown.append("\\t");
      default -> {
        if (isHarmless(c)) {
          shown.appendCodePoint(c);
        } else {
          shown.append(c < 0x100 ? String.format("\\x%02x", c) : String.format("\\u{%x}", c));
        }
      }
    }
  }

  private static boolean isHarmless(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
