package dog.rebe.cli;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Asks the person at the terminal, who types an answer. */
final class Question {

  private final Terminal terminal;

  Question(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Whether anybody is there to ask. */
  boolean canBeAsked() {
    return terminal.inputIsTerminal();
  }

  /**
   * Whether exactly this was typed.
   *
   * @param text what is asked, ending in a space
   */
  boolean isAnsweredBy(String text, String expected) {
    terminal.screen().flush();
    terminal.screen().prompt(text);
    try {
      String answer = terminal.input().readLine();
      return answer != null && answer.strip().equals(expected);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
