package dog.rebe.robotkit;

import dog.rebe.robot.Goal;
import dog.rebe.ssh.testkit.NodeDefinition;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Machines that need the robot, and what it is asked for.
 *
 * @param nodes at least two, without faults, on all of which the robot finds something to do; each
 *     with programs of its own that remember what was done to them; copied
 * @param goal what the robot is asked for
 * @param state tells all that the robot could have changed on all machines, as text; the same text
 *     for the same state
 */
public record Scenario(List<NodeDefinition> nodes, Goal goal, Supplier<String> state) {

  public Scenario {
    nodes = List.copyOf(nodes);
    Objects.requireNonNull(goal, "goal");
    Objects.requireNonNull(state, "state");
    if (nodes.size() < 2) {
      throw new IllegalArgumentException(
          "A scenario needs two nodes at least, so that one can be switched off");
    }
  }
}
