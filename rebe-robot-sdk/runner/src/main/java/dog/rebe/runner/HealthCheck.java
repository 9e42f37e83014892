package dog.rebe.runner;

import dog.rebe.node.Node;
import dog.rebe.robot.Goal;
import dog.rebe.robot.Robot;
import dog.rebe.robot.Verification;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets a robot look at its nodes again. A node that does not answer any more is a problem, whatever
 * the robot makes of it: most robots plan nothing for such a node, and would take it for well.
 */
final class HealthCheck<O> {

  private final Robot<O> robot;
  private final Goal goal;
  private final RunContext context;
  private final ApplyOptions looking;

  HealthCheck(Robot<O> robot, Goal goal, RunContext context, ApplyOptions looking) {
    this.robot = robot;
    this.goal = goal;
    this.context = context;
    this.looking = looking;
  }

  Verification of(List<Node> nodes) {
    NodeObserver observer = new NodeObserver(context.calls(), nodes, looking);
    Verification found = robot.verify(robot.observe(observer, goal), goal);
    List<String> problems = new ArrayList<>(found.problems());
    for (UnseenNode node : observer.failures().unseen()) {
      String why = node.detail().isEmpty() ? node.kind() : node.kind() + ": " + node.detail();
      problems.add(node.node() + " could not be looked at again (" + why + ").");
    }
    return new Verification(problems);
  }
}
