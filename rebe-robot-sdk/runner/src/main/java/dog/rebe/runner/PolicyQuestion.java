package dog.rebe.runner;

import dog.rebe.change.FileState;
import dog.rebe.change.Plan;
import dog.rebe.change.Preview;
import dog.rebe.node.Node;
import dog.rebe.robot.Goal;
import dog.rebe.robot.RobotManifest;
import java.time.Instant;
import java.util.List;

/**
 * What a {@link Policy} judges.
 *
 * @param robot who planned it
 * @param goal what it was asked for
 * @param plan what is to be done
 * @param preview what that would do, as far as it can be told
 * @param nodes the nodes of the plan, with their labels; copied
 * @param realm whose machines they are
 * @param requestedBy the name of who asked for the run
 * @param now the time by the wall clock
 */
public record PolicyQuestion(
    RobotManifest robot,
    Goal goal,
    Plan plan,
    Preview preview,
    List<Node> nodes,
    String realm,
    String requestedBy,
    Instant now) {

  public PolicyQuestion {
    nodes = List.copyOf(nodes);
  }

  /**
   * How many bytes the files have, before or after, that the preview shows as changed. What it
   * cannot see is not in it.
   */
  public long changedBytes() {
    return preview.steps().stream()
        .flatMap(step -> step.changes().stream())
        .mapToLong(
            change ->
                Math.max(
                    change.before().map(FileState::sizeBytes).orElse(0L),
                    change.after().map(FileState::sizeBytes).orElse(0L)))
        .sum();
  }
}
