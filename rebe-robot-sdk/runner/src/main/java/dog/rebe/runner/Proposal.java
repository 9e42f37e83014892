package dog.rebe.runner;

import dog.rebe.change.Digest;
import dog.rebe.change.Plan;
import dog.rebe.change.Preview;
import dog.rebe.node.Node;
import dog.rebe.robot.Goal;
import dog.rebe.robot.RobotManifest;
import java.util.List;
import java.util.Objects;

/**
 * What a robot proposes for one run: the plan, what it would do, and what the policy says of it.
 * Immutable. Its {@link #subject} is what an approval is given for.
 *
 * @param run the id of the run, chosen anew for each
 * @param realm whose machines they are
 * @param requestedBy the name of who asked for the run
 * @param robot who planned it
 * @param goal what it was asked for
 * @param plan what is to be done
 * @param preview what that would do
 * @param verdict what the policy says
 * @param nodes the nodes of the plan as the runner knows them; copied
 * @param coverage at how many of the nodes of the run the robot could look
 */
public record Proposal(
    String run,
    String realm,
    String requestedBy,
    RobotManifest robot,
    Goal goal,
    Plan plan,
    Preview preview,
    PolicyVerdict verdict,
    List<Node> nodes,
    Coverage coverage) {

  public Proposal {
    if (!run.matches("[a-z0-9-]{1,64}")) {
      throw new IllegalArgumentException("'" + run + "' is no id of a run");
    }
    Objects.requireNonNull(realm, "realm");
    Objects.requireNonNull(requestedBy, "requestedBy");
    Objects.requireNonNull(robot, "robot");
    Objects.requireNonNull(goal, "goal");
    Objects.requireNonNull(verdict, "verdict");
    Objects.requireNonNull(coverage, "coverage");
    nodes = List.copyOf(nodes);
    if (!preview.plan().equals(plan.digest())) {
      throw new IllegalArgumentException(
          "The preview is of the plan "
              + preview.plan().abbreviated()
              + ", and this is the plan "
              + plan.digest().abbreviated());
    }
  }

  /**
   * The digest that an approval is bound to: of plan, preview, verdict, robot, goal, realm, run and
   * what could not be looked at. It is the SHA-256 of the line {@code rebe:approval-subject:v1} and
   * the canonical form.
   */
  public Digest subject() {
    return terms().subject();
  }

  RunTerms terms() {
    return new RunTerms(
        run,
        realm,
        requestedBy,
        robot.id(),
        robot.version(),
        goal.toString(),
        plan.digest(),
        preview.digest(),
        verdict,
        coverage);
  }
}
