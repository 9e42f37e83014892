package dog.rebe.cli;

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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a file on every machine that lacks it. */
public final class MarkRobot implements Robot<Map<NodeId, String>> {

  private static final Limits LIMITS = Limits.of(Duration.ofMinutes(2), 4096);

  @Override
  public RobotManifest manifest() {
    return new RobotManifest(
        "com.example.mark",
        "1.0.0",
        "Marks machines.",
        GoalType.builder()
            .text("file", "Which file.", "/[A-Za-z0-9._/-]+", "/mark")
            .whole("count", "Nothing.", 0, 9, 1)
            .yesNo("loud", "Nothing.", false)
            .texts("words", "Nothing.", "[a-z]+", List.of("one"))
            .build(),
        List.of("a file"),
        List.of("files:mark"),
        SdkRange.current());
  }

  @Override
  public Map<NodeId, String> observe(Observer observer, Goal goal) {
    Command<?> list = Command.of("ls", goal.text("file")).readOnly().limits(LIMITS);
    return observer.run(list.acceptExits(0, 1, 2).decode(Decoder.text())).answers();
  }

  @Override
  public Optional<Plan> plan(Map<NodeId, String> seen, Goal goal) {
    List<NodeId> bare = seen.keySet().stream().filter(node -> seen.get(node).isBlank()).toList();
    if (bare.isEmpty()) {
      return Optional.empty();
    }
    Command<?> touch =
        Command.of("touch", goal.text("file")).changes(Repetition.REPEATABLE).limits(LIMITS);
    Command<?> remove =
        Command.of("rm", goal.text("file")).changes(Repetition.REPEATABLE).limits(LIMITS);
    Command<?> shown = Command.of("echo", "would", "mark").readOnly().limits(LIMITS);
    return Optional.of(
        new Plan(
            "Marks machines.",
            List.of(Step.of("mark", "Makes the file.", touch, bare).preview(shown).undo(remove))));
  }
}
