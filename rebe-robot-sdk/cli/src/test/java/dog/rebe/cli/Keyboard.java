package dog.rebe.cli;

import dog.rebe.cli.screen.Screen;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * Types command lines, in this process.
 *
 * @param home the home directory of whoever types
 * @param answer what is answered to every question; empty where nobody can be asked
 */
record Keyboard(Path home, Optional<String> answer) {

  /** Nobody is there to answer. */
  static Keyboard in(Path home) {
    return new Keyboard(home, Optional.empty());
  }

  /** Somebody is there and answers this. */
  Keyboard answering(String text) {
    return new Keyboard(home, Optional.of(text));
  }

  /** Types this, and says what came of it. */
  Typed type(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Screen screen =
        Screen.of(
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(err, false, StandardCharsets.UTF_8),
            StandardCharsets.UTF_8,
            Map.of(),
            false,
            false);
    Terminal terminal =
        new Terminal(
            screen,
            new BufferedReader(new StringReader(answer.map(text -> text + "\n").orElse(""))),
            answer.isPresent(),
            prompt -> answer.map(String::toCharArray),
            Map.of(),
            home,
            Clock.systemUTC(),
            new Interruption());
    int exit = RebeCommand.execute(terminal, arguments);
    return new Typed(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /**
   * What came of a command line.
   *
   * @param exit the exit code
   * @param out standard output
   * @param err standard error
   */
  record Typed(int exit, String out, String err) {}
}
