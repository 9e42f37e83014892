package dog.rebe.cli;

import dog.rebe.cli.input.BadInput;
import dog.rebe.cli.input.FleetArguments;
import dog.rebe.cli.input.LoginArguments;
import dog.rebe.cli.input.RealmArguments;
import dog.rebe.robot.Robot;
import dog.rebe.runner.RunReport;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Goes on with a run that was interrupted. */
@Command(
    name = "resume",
    descriptionHeading = "%n",
    description = {
      "Go on with a run that was begun and not ended, because this program died or was"
          + " interrupted.",
      "What was finished is not done again.",
      ""
    })
final class RobotResumeCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Parameters(paramLabel = "RUN", description = "The run, as 'rebe robot status' names it.")
  private String run = "";

  @Mixin private RobotChoice robots = new RobotChoice();

  @ArgGroup(validate = false, heading = "%nWhose machines:%n")
  private RealmArguments realm = new RealmArguments();

  @ArgGroup(validate = false, heading = "%nHow to log in:%n")
  private LoginArguments login = new LoginArguments();

  @Option(names = "--json", description = "Print one JSON object per line and nothing else.")
  private boolean json;

  RobotResumeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (RobotChoice used = robots) {
      return called(used);
    }
  }

  private int called(RobotChoice used) {
    RunStory story = RunStories.of(realm.realm(terminal.home())).named(run);
    Optional<Robot<?>> found = used.unlessUndo(story.robot(), terminal.home());
    try (RobotWorkplace workplace =
        RobotWorkplace.open(terminal, new FleetArguments(), login, realm, story.robot())) {
      Robot<?> robot = found.isPresent() ? found.get() : workplace.runner().undoRobot();
      return new RunTelling(terminal, json)
          .carryOut(run, workplace, () -> resumed(workplace, robot))
          .number();
    }
  }

  private RunReport resumed(RobotWorkplace workplace, Robot<?> robot) {
    try {
      return workplace.runner().resume(run, robot, workplace.nodes());
    } catch (IllegalArgumentException e) {
      throw new BadInput(String.valueOf(e.getMessage()), e);
    }
  }
}
