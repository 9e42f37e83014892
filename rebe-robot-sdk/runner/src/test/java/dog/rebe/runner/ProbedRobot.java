package dog.rebe.runner;

import dog.rebe.change.Plan;
import dog.rebe.change.Precondition;
import dog.rebe.change.Step;
import dog.rebe.command.Command;
import dog.rebe.command.Repetition;
import dog.rebe.node.NodeId;
import dog.rebe.robot.Goal;
import dog.rebe.robot.Observer;
import dog.rebe.robot.Robot;
import dog.rebe.robot.RobotManifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns switches on in one step for each machine, which has a probe; greasing has no undo. */
final class ProbedRobot implements Robot<Map<NodeId, String>> {

  private final SwitchRobot robot = new SwitchRobot();

  @Override
  public RobotManifest manifest() {
    return robot.manifest();
  }

  @Override
  public Map<NodeId, String> observe(Observer observer, Goal goal) {
    return robot.observe(observer, goal);
  }

  @Override
  public Optional<Plan> plan(Map<NodeId, String> observed, Goal goal) {
    List<Step> steps = new ArrayList<>();
    observed.forEach(
        (node, state) -> {
          if (!state.equals("on\n")) {
            int number = steps.size() / 2 + 1;
            steps.add(
                Step.of("turn-" + number, "Turns it.", change("on"), List.of(node))
                    .requires(Precondition.unchanged("It is off.", SwitchRobot.show(), node, state))
                    .probe(Command.of("switch", "is", "on").readOnly().limits(SwitchRobot.LIMITS))
                    .undo(change("off")));
            steps.add(Step.of("grease-" + number, "Greases it.", change("grease"), List.of(node)));
          }
        });
    return steps.isEmpty()
        ? Optional.empty()
        : Optional.of(new Plan("Turns switches on, with grease.", steps));
  }

  private static Command<?> change(String what) {
    return Command.of("switch", what).changes(Repetition.ONCE).limits(SwitchRobot.LIMITS);
  }
}
