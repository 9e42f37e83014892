package dog.rebe.cli;

import dog.rebe.cli.screen.Screen;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What came of typing a command line, in this process.
 *
 * @param exit the exit code
 * @param out standard output
 * @param err standard error
 */
record Typed(int exit, String out, String err) {

  /** Runs this command line in an empty home, where nobody can be asked. */
  static Typed in(Path home, String... arguments) {
    return in(home, null, arguments);
  }

  /** Runs this command line where somebody answers every question with this. */
  static Typed in(Path home, String answer, String... arguments) {
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
            new BufferedReader(new StringReader(answer == null ? "" : answer + "\n")),
            answer != null,
            Map.of(),
            home,
            new Interruption());
    int exit = RebeCommand.execute(terminal, arguments);
    return new Typed(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** The same with options from a list in between. */
  static Typed in(Path home, String subcommand, List<String> options, String... more) {
    List<String> all = new ArrayList<>();
    all.add(subcommand);
    all.addAll(options);
    all.addAll(List.of(more));
    return in(home, null, all.toArray(String[]::new));
  }
}
