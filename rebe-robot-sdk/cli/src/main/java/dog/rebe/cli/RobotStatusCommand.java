package dog.rebe.cli;

import dog.rebe.cli.input.RealmArguments;
import dog.rebe.cli.json.RobotLines;
import dog.rebe.cli.screen.Screen;
import dog.rebe.cli.screen.Tone;
import dog.rebe.outcome.VisibleText;
import dog.rebe.runner.RunReport;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the runs of a realm. */
@Command(
    name = "status",
    descriptionHeading = "%n",
    description = {
      "Show the runs that a realm's chronicle tells of, and which of them did not end.",
      ""
    })
final class RobotStatusCommand implements Callable<Integer> {

  private static final int MAX_LINE = 300;

  private final Terminal terminal;

  @ArgGroup(validate = false, heading = "%nWhose machines:%n")
  private RealmArguments realm = new RealmArguments();

  @Option(names = "--json", description = "Print one JSON object per line and nothing else.")
  private boolean json;

  RobotStatusCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Screen screen = terminal.screen();
    List<RunStory> runs = RunStories.of(realm.realm(terminal.home())).all();
    for (RunStory run : runs) {
      String end =
          run.end().map(word -> word.toLowerCase(Locale.ROOT).replace('_', '-')).orElse("");
      if (json) {
        screen.line(
            RobotLines.status(
                run.run(),
                run.robot(),
                run.requestedBy(),
                run.begun(),
                run.steps(),
                end,
                terminal.clock().instant()));
        continue;
      }
      screen.line(
          end.isEmpty() ? Tone.BAD : Tone.PLAIN,
          VisibleText.line(
              run.run()
                  + "  "
                  + run.begun()
                  + "  "
                  + run.robot()
                  + ", asked for by "
                  + run.requestedBy()
                  + ", "
                  + run.steps()
                  + (run.steps() == 1 ? " step: " : " steps: ")
                  + run.end().map(RobotStatusCommand::words).orElse("not ended"),
              MAX_LINE));
    }
    if (runs.isEmpty() && !json) {
      screen.line("No robot has run in this realm yet.");
    }
    if (!json && runs.stream().anyMatch(run -> run.end().isEmpty())) {
      screen.remark(Tone.PLAIN, "A run that did not end goes on with: rebe robot resume RUN");
    }
    return ExitCode.OK.number();
  }

  /** A chronicle may be of a later version, which knows other ends. */
  private static String words(String end) {
    for (RunReport.End known : RunReport.End.values()) {
      if (known.name().equals(end)) {
        return known.words();
      }
    }
    return end;
  }
}
