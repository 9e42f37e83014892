package dog.rebe.cli;

import dog.rebe.cli.input.BadInput;
import dog.rebe.cli.input.FleetArguments;
import dog.rebe.cli.input.GoalArguments;
import dog.rebe.cli.input.LoginArguments;
import dog.rebe.cli.input.RealmArguments;
import dog.rebe.cli.screen.Tone;
import dog.rebe.robot.Goal;
import dog.rebe.robot.Robot;
import dog.rebe.robotplugin.PluginRobotException;
import dog.rebe.runner.Proposed;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which robot is asked for what, on which machines: what plans have in common. */
final class RobotAsking implements AutoCloseable {

  @Parameters(paramLabel = "ID", description = "The robot; the end of its id will do.")
  private String id = "";

  @Mixin private RobotChoice robots = new RobotChoice();

  @Mixin private GoalArguments wishes = new GoalArguments();

  @Option(
      names = "--requested-by",
      paramLabel = "NAME",
      description = "Who asks, as approvers are named (default: your user name).")
  private @Nullable String requestedBy;

  @ArgGroup(validate = false, heading = "%nWhose machines:%n")
  private RealmArguments realm = new RealmArguments();

  @ArgGroup(validate = false, heading = "%nWhich machines (default: all of the realm):%n")
  private FleetArguments machines = new FleetArguments();

  @ArgGroup(validate = false, heading = "%nHow to log in:%n")
  private LoginArguments login = new LoginArguments();

  /**
   * The robot.
   *
   * @throws BadInput if there is none
   */
  Robot<?> robot(Terminal terminal) {
    return robots.robot(id, terminal.home());
  }

  /** Opens its workplace. */
  RobotWorkplace open(Robot<?> robot, Terminal terminal) {
    RobotWorkplace workplace = RobotWorkplace.open(terminal, machines, login, realm, robot);
    if (workplace.isDemo()) {
      int servers = workplace.nodes().size();
      terminal
          .screen()
          .remark(
              Tone.PLAIN,
              "No machine was named: "
                  + servers
                  + (servers == 1 ? " SSH server runs" : " SSH servers run")
                  + " inside this process, for this command alone.");
    }
    return workplace;
  }

  /** What it is asked for. */
  Goal goal(Robot<?> robot) {
    return wishes.goal(robot.manifest().goalType());
  }

  /** What it proposes, and which machines it could not look at. */
  Proposed found(Robot<?> robot, Goal goal, RobotWorkplace workplace, Terminal terminal) {
    String name = requestedBy == null ? terminal.localUser().name() : requestedBy;
    try {
      return workplace.runner().propose(robot, goal, workplace.nodes(), name);
    } catch (IllegalArgumentException | PluginRobotException e) {
      throw new BadInput(
          "The robot " + robot.manifest().id() + " cannot do this: " + e.getMessage(), e);
    }
  }

  /** Ends what runs in the sandbox. */
  @Override
  public void close() {
    robots.close();
  }
}
