package dog.rebe.cli;

import dog.rebe.cli.json.RobotLines;
import dog.rebe.cli.screen.Screen;
import dog.rebe.cli.screen.Tone;
import dog.rebe.outcome.VisibleText;
import dog.rebe.robot.RobotManifest;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows which robots there are. */
@Command(
    name = "list",
    descriptionHeading = "%n",
    description = {"Show which robots there are, and what each is for.", ""})
final class RobotListCommand implements Callable<Integer> {

  private static final int MAX_LINE = 300;

  private final Terminal terminal;

  @Mixin private RobotChoice robots = new RobotChoice();

  @Option(names = "--json", description = "Print one JSON object per line and nothing else.")
  private boolean json;

  RobotListCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Screen screen = terminal.screen();
    List<RobotManifest> all = robots.manifests(terminal.home());
    for (RobotManifest robot : all) {
      if (json) {
        screen.line(RobotLines.robot(robot, terminal.clock().instant()));
      } else {
        screen.line(Tone.STRONG, VisibleText.line(robot.id() + " " + robot.version(), MAX_LINE));
        screen.line("  " + VisibleText.line(robot.purpose(), MAX_LINE));
      }
    }
    if (all.isEmpty()) {
      screen.remark(
          Tone.PLAIN, "There are no robots here: put jars into a folder and name it with --robots");
    }
    return ExitCode.OK.number();
  }
}
