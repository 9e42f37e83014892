package dog.rebe.runner;

import dog.rebe.change.Plan;
import dog.rebe.change.Precondition;
import dog.rebe.change.Step;
import dog.rebe.command.Command;
import dog.rebe.command.Decoder;
import dog.rebe.command.Limits;
import dog.rebe.command.Repetition;
import dog.rebe.node.NodeId;
import dog.rebe.robot.Goal;
import dog.rebe.robot.GoalType;
import dog.rebe.robot.Observer;
import dog.rebe.robot.Robot;
import dog.rebe.robot.RobotManifest;
import dog.rebe.robot.SdkRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns the switch of every machine on: a step that prepares, and one that switches. */
final class SwitchRobot implements Robot<Map<NodeId, String>> {

  /**
   * Long enough for a machine that hardly gets to run: who does not answer is left out of a plan.
   */
  static final Limits LIMITS = Limits.of(Duration.ofMinutes(3), 4096);

  @Override
  public RobotManifest manifest() {
    return new RobotManifest(
        "switch",
        "1.0.0",
        "Turns switches on.",
        GoalType.builder().choice("to", "What it should be.", "on", "half").build(),
        List.of("the switch"),
        List.of("other:switch"),
        SdkRange.current());
  }

  @Override
  public Map<NodeId, String> observe(Observer observer, Goal goal) {
    return observer.run(show().decode(Decoder.text())).answers();
  }

  @Override
  public Optional<Plan> plan(Map<NodeId, String> observed, Goal goal) {
    String wanted = goal.text("to") + "\n";
    List<NodeId> nodes = new ArrayList<>();
    observed.forEach(
        (node, state) -> {
          if (!state.equals(wanted)) {
            nodes.add(node);
          }
        });
    if (nodes.isEmpty()) {
      return Optional.empty();
    }
    Step prepare =
        Step.of("prepare", "Loosens the switch.", command("loosen"), nodes)
            .preview(Command.of("switch", "would", "loosen").readOnly().limits(LIMITS))
            .undo(command("tighten"));
    Step turn =
        Step.of("turn", "Turns it.", command(goal.text("to")), nodes)
            .after("prepare")
            .preview(Command.of("switch", "would", goal.text("to")).readOnly().limits(LIMITS))
            .undo(command("off"));
    for (NodeId node : nodes) {
      prepare = prepare.requires(Precondition.unchanged("It is off.", show(), node, "off\n"));
    }
    return Optional.of(new Plan("Turns switches on.", List.of(prepare, turn)));
  }

  static Command<?> show() {
    return Command.of("switch", "show").readOnly().limits(LIMITS);
  }

  private static Command<?> command(String what) {
    return Command.of("switch", what).changes(Repetition.ONCE).limits(LIMITS);
  }
}
