package dog.rebe.runner;

import dog.rebe.change.Plan;
import dog.rebe.change.Step;
import dog.rebe.command.Command;
import dog.rebe.command.Repetition;
import dog.rebe.node.NodeId;
import dog.rebe.robot.Goal;
import dog.rebe.robot.Observer;
import dog.rebe.robot.Robot;
import dog.rebe.robot.RobotManifest;
import java.util.List;
import java.util.Optional;

/** Plans a change on a machine, whether it is one of the run or not. */
final class Meddler implements Robot<String> {

  private final String node;

  Meddler() {
    this("node-9");
  }

  Meddler(String node) {
    this.node = node;
  }

  @Override
  public RobotManifest manifest() {
    return new SwitchRobot().manifest();
  }

  @Override
  public String observe(Observer observer, Goal goal) {
    return "";
  }

  @Override
  public Optional<Plan> plan(String observed, Goal goal) {
    Command<?> command =
        Command.of("switch", "on").changes(Repetition.ONCE).limits(SwitchRobot.LIMITS);
    return Optional.of(
        new Plan(
            "Meddles.",
            List.of(Step.of("meddle", "Meddles.", command, List.of(new NodeId(node))))));
  }
}
