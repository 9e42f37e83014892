package dog.rebe.cli.screen;

/** How many columns a text takes on a terminal, and cutting and padding by that. */
public final class TextWidth {

  private TextWidth() {}

  /** The columns that this text takes. */
  public static int of(String text) {
    return text.codePoints().map(TextWidth::of).sum();
  }

  private static int of(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> 0;
      default -> isWide(c) ? 2 : 1;
    };
  }

  /** East Asian wide and emoji blocks, coarsely (Unicode Standard Annex 11). */
  private static boolean isWide(int c) {
    return c >= 0x1100
        && (c <= 0x115f
            || (c >= 0x2e80 && c <= 0xa4cf)
            || (c >= 0xac00 && c <= 0xd7a3)
            || (c >= 0xf900 && c <= 0xfaff)
            || (c >= 0xfe30 && c <= 0xfe6f)
            || (c >= 0xff00 && c <= 0xff60)
            || (c >= 0xffe0 && c <= 0xffe6)
            || (c >= 0x1f300 && c <= 0x1faff)
            || (c >= 0x20000 && c <= 0x3fffd));
  }

  /** The text, cut to at most {@code columns}, with {@code more} at its end where it was cut. */
  public static String cut(String text, int columns, String more) {
    if (of(text) <= columns) {
      return text;
    }
    int room = columns - of(more);
    if (room <= 0) {
      return more.substring(0, Math.max(0, Math.min(more.length(), columns)));
    }
    StringBuilder kept = new StringBuilder();
    int used = 0;
    for (int c : text.codePoints().toArray()) {
      used += of(c);
      if (used > room) {
        break;
      }
      kept.appendCodePoint(c);
    }
    return kept + more;
  }

  /** The text, followed by spaces up to {@code columns}. */
  public static String padEnd(String text, int columns) {
    return text + " ".repeat(Math.max(0, columns - of(text)));
  }

  /** The text, after spaces up to {@code columns}. */
  public static String padStart(String text, int columns) {
    return " ".repeat(Math.max(0, columns - of(text))) + text;
  }
}
