package dog.rebe.robotkit;

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
import dog.rebe.robot.Observations;
import dog.rebe.robot.Observer;
import dog.rebe.robot.Robot;
import dog.rebe.robot.RobotManifest;
import dog.rebe.robot.SdkRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A robot that keeps every rule: it turns lamps on. Bad ones differ from it in one method. */
class LampRobot implements Robot<Map<NodeId, String>> {

  /** Long enough for machines that hardly get to run: who does not answer is left out. */
  static final Limits LIMITS = Limits.of(Duration.ofMinutes(3), 4096);

  @Override
  public RobotManifest manifest() {
    return new RobotManifest(
        "lamp",
        version(),
        "Turns lamps on.",
        GoalType.builder().build(),
        List.of("lamps"),
        List.of("other:lamp"),
        SdkRange.current());
  }

  String version() {
    return "1.0.0";
  }

  @Override
  public Map<NodeId, String> observe(Observer observer, Goal goal) {
    return seen(observer.run(reading("show").decode(Decoder.text())));
  }

  Map<NodeId, String> seen(Observations<String> observations) {
    return observations.answers();
  }

  @Override
  public Optional<Plan> plan(Map<NodeId, String> lamps, Goal goal) {
    List<Step> steps = new ArrayList<>();
    lamps.forEach(
        (node, state) -> {
          if (state.equals("off")) {
            steps.add(step("turn-on-" + (steps.size() + 1), node));
          }
        });
    return steps.isEmpty() ? Optional.empty() : Optional.of(new Plan(purpose(), steps));
  }

  String purpose() {
    return "Turns lamps on.";
  }

  Step step(String id, NodeId node) {
    return Step.of(id, "Turns it on.", command(), List.of(node))
        .requires(Precondition.unchanged("It is off.", reading("show"), node, "off"))
        .preview(preview())
        .probe(reading("is-on"))
        .undo(undo());
  }

  Command<?> command() {
    return changing("on");
  }

  Command<?> preview() {
    return reading("would");
  }

  Command<?> undo() {
    return changing("off");
  }

  static Command<?> changing(String what) {
    return Command.of("lamp", what).changes(Repetition.ONCE).limits(LIMITS);
  }

  static Command<?> reading(String what) {
    return Command.of("lamp", what).readOnly().limits(LIMITS);
  }
}
