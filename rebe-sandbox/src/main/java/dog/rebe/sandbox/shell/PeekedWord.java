package dog.rebe.sandbox.shell;

/** A word at a position that may be a reserved one: letters and braces alone. */
final class PeekedWord {

  private static final String ENDS = " \t\n;&|<>()";

  private final String text;

  /** Takes it; whoever only looks goes back. */
  PeekedWord(Characters in) {
    StringBuilder word = new StringBuilder();
    in.skipBlanks();
    while (!in.isAtEnd() && ENDS.indexOf(in.peek()) < 0) {
      word.append(in.next());
    }
    text = word.toString();
  }

  String text() {
    return text;
  }
}
