package dog.rebe.cli;

import dog.rebe.cli.json.RobotLines;
import dog.rebe.cli.screen.Screen;
import dog.rebe.cli.screen.Tone;
import dog.rebe.outcome.VisibleText;
import dog.rebe.robot.GoalField;
import dog.rebe.robot.RobotManifest;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what a robot says of itself. */
@Command(
    name = "show",
    descriptionHeading = "%n",
    description = {"Show what a robot looks at, what it may change, and what it is asked for.", ""})
final class RobotShowCommand implements Callable<Integer> {

  private static final int MAX_LINE = 1_000;

  private final Terminal terminal;

  @Parameters(paramLabel = "ID", description = "The robot; the end of its id will do.")
  private String id = "";

  @Mixin private RobotChoice robots = new RobotChoice();

  @Option(names = "--json", description = "Print one JSON object and nothing else.")
  private boolean json;

  RobotShowCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    RobotManifest robot = robots.manifest(id, terminal.home());
    Screen screen = terminal.screen();
    if (json) {
      screen.line(RobotLines.robot(robot, terminal.clock().instant()));
      return ExitCode.OK.number();
    }
    screen.line(Tone.STRONG, shown(robot.id() + " " + robot.version()));
    screen.line(shown(robot.purpose()));
    screen.line();
    screen.line(shown("Looks at:   " + String.join(", ", robot.observes())));
    screen.line(
        shown(
            "May change: "
                + (robot.changes().isEmpty() ? "nothing" : String.join(", ", robot.changes()))));
    screen.line();
    screen.line("Is asked for, with --set NAME=VALUE:");
    for (GoalField field : robot.goalType().fields()) {
      screen.line(
          shown(
              "  "
                  + field.name()
                  + field.standard().map(value -> "=" + text(value)).orElse(" (must be said)")));
      screen.line(shown("      " + field.meaning()));
      if (field.kind() instanceof GoalField.Choice choice) {
        screen.line(shown("      One of " + String.join(", ", choice.words())));
      }
    }
    return ExitCode.OK.number();
  }

  private static String text(Object value) {
    return value instanceof List<?> texts
        ? texts.stream().map(String::valueOf).collect(Collectors.joining(","))
        : String.valueOf(value);
  }

  private static String shown(String text) {
    return VisibleText.line(text, MAX_LINE).stripTrailing();
  }
}
