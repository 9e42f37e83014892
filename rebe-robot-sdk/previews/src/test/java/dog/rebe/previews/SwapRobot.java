package dog.rebe.previews;

import dog.rebe.change.Plan;
import dog.rebe.change.Step;
import dog.rebe.command.Command;
import dog.rebe.command.Decoder;
import dog.rebe.command.Repetition;
import dog.rebe.node.NodeId;
import dog.rebe.robot.Goal;
import dog.rebe.robot.GoalType;
import dog.rebe.robot.Observer;
import dog.rebe.robot.Robot;
import dog.rebe.robot.RobotManifest;
import dog.rebe.robot.SdkRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts a new file in the place of another, which it keeps: two steps, of which one needs both. */
record SwapRobot(String folder) implements Robot<Map<NodeId, String>> {

  @Override
  public RobotManifest manifest() {
    return new RobotManifest(
        "swap",
        "1.0.0",
        "Puts new files in their places.",
        GoalType.builder().build(),
        List.of("the folder"),
        List.of("files:folder"),
        SdkRange.current());
  }

  @Override
  public Map<NodeId, String> observe(Observer observer, Goal goal) {
    return observer
        .run(Command.of("ls", folder).readOnly().limits(QuietRobot.LIMITS).decode(Decoder.text()))
        .answers();
  }

  @Override
  public Optional<Plan> plan(Map<NodeId, String> observed, Goal goal) {
    List<NodeId> old = new ArrayList<>();
    observed.forEach(
        (node, names) -> {
          if (!names.contains("app.bak")) {
            old.add(node);
          }
        });
    if (old.isEmpty()) {
      return Optional.empty();
    }
    String app = folder + "/app";
    Step keep =
        Step.of("keep", "Keeps the old one.", change("mv", app, app + ".bak"), old)
            .undo(change("mv", app + ".bak", app));
    Step put =
        Step.of("put", "Puts the new one.", change("cp", folder + "/new", app), old)
            .after("keep")
            .undo(change("rm", app));
    return Optional.of(new Plan("Puts a new file in its place.", List.of(keep, put)));
  }

  private static Command<?> change(String... words) {
    return Command.of(words[0], List.of(words).subList(1, words.length).toArray(String[]::new))
        .changes(Repetition.ONCE)
        .limits(QuietRobot.LIMITS);
  }
}
