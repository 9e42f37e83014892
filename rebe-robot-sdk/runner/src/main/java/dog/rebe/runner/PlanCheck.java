package dog.rebe.runner;

import dog.rebe.change.Plan;
import dog.rebe.change.Precondition;
import dog.rebe.change.Step;
import dog.rebe.command.Command;
import dog.rebe.command.OnDisconnect;
import dog.rebe.command.StandardInput;
import dog.rebe.node.Node;
import dog.rebe.node.NodeId;
import dog.rebe.robot.RobotManifest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a runner asks of a plan beyond what every plan is. */
final class PlanCheck {

  private PlanCheck() {}

  /**
   * Refuses a plan that cannot be run.
   *
   * @throws IllegalArgumentException says what is wrong with it
   */
  static void check(Plan plan, List<Node> nodes, RobotManifest robot) {
    Set<NodeId> known = new HashSet<>();
    nodes.forEach(node -> known.add(node.id()));
    if (known.size() != nodes.size()) {
      throw new IllegalArgumentException("Two nodes of the run have the same id");
    }
    for (Step step : plan.steps()) {
      for (NodeId node : step.nodes()) {
        if (!known.contains(node)) {
          throw new IllegalArgumentException(
              "The robot "
                  + robot.id()
                  + " plans the step "
                  + step.id()
                  + " on "
                  + node
                  + ", which is no node of this run");
        }
      }
      if (step.effect().hasImpact() && robot.changes().isEmpty()) {
        throw new IllegalArgumentException(
            "The robot "
                + robot.id()
                + " says that it changes nothing, and plans a change in the step "
                + step.id());
      }
      commands(step).forEach(command -> check(step, command));
    }
  }

  private static List<Command<?>> commands(Step step) {
    List<Command<?>> all = new ArrayList<>();
    all.add(step.command());
    step.preconditions().stream().map(Precondition::check).forEach(all::add);
    step.preview().ifPresent(all::add);
    step.probe().ifPresent(all::add);
    step.undo().ifPresent(all::add);
    return all;
  }

  private static void check(Step step, Command<?> command) {
    String wrong =
        command.token().isPresent()
            ? "has a token, which only the runner gives"
            : command.input() instanceof StandardInput.Stream
                ? "reads a stream, whose bytes nobody could approve"
                : command.onDisconnect() == OnDisconnect.END
                    ? "ends with its connection, so that nobody could tell what it did"
                    : "";
    if (!wrong.isEmpty()) {
      throw new IllegalArgumentException(
          "The command '" + command + "' of the step " + step.id() + " " + wrong);
    }
  }
}
