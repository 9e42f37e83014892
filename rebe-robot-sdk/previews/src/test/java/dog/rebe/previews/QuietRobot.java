package dog.rebe.previews;

import dog.rebe.change.Plan;
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

/** Removes the old logs of an app and lets it write less from now on. */
record QuietRobot(String logs, String settings) implements Robot<Map<NodeId, String>> {

  /** Long enough for machines that hardly get to run: who does not answer is left out. */
  static final Limits LIMITS = Limits.of(Duration.ofMinutes(3), 1 << 16);

  @Override
  public RobotManifest manifest() {
    return new RobotManifest(
        "quiet",
        "1.0.0",
        "Lets apps write less.",
        GoalType.builder().choice("level", "How much it writes.", "info", "error").build(),
        List.of("the settings of the app"),
        List.of("files:logs", "files:settings"),
        SdkRange.current());
  }

  @Override
  public Map<NodeId, String> observe(Observer observer, Goal goal) {
    return observer
        .run(Command.of("cat", settings).readOnly().limits(LIMITS).decode(Decoder.text()))
        .answers();
  }

  @Override
  public Optional<Plan> plan(Map<NodeId, String> observed, Goal goal) {
    String wanted = "log_level = " + goal.text("level");
    List<NodeId> loud = new ArrayList<>();
    observed.forEach(
        (node, text) -> {
          if (!text.contains(wanted)) {
            loud.add(node);
          }
        });
    if (loud.isEmpty()) {
      return Optional.empty();
    }
    Step clean =
        Step.of(
            "clean",
            "Removes the old logs.",
            Command.of("rm", "-f", logs + "/app.log.1", logs + "/app.log.2")
                .destroys(Repetition.REPEATABLE)
                .limits(LIMITS),
            loud);
    Step quieten =
        Step.of(
                "quieten",
                "Lets it write less.",
                Command.of("sed", "-i", "s/^log_level = .*/" + wanted + "/", settings)
                    .changes(Repetition.REPEATABLE)
                    .limits(LIMITS),
                loud)
            .after("clean");
    return Optional.of(new Plan("Lets the app write less.", List.of(clean, quieten)));
  }
}
