package dog.rebe.cli.screen;

/**
 * How a piece of text stands out, where colours are shown at all. It never carries meaning alone.
 */
public enum Tone {
  PLAIN(""),
  STRONG("1"),
  FAINT("2"),
  GOOD("32"),
  WARNING("33"),
  BAD("31");

  private final String code;

  Tone(String code) {
    this.code = code;
  }

  /** The text between this tone's control sequences (ECMA-48, SGR). */
  String paint(String text) {
    return code.isEmpty() || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
  }
}
