package dog.rebe.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.change.BlindSpot;
import dog.rebe.change.Plan;
import dog.rebe.change.Preview;
import dog.rebe.change.Step;
import dog.rebe.change.StepPreview;
import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.command.Repetition;
import dog.rebe.node.Endpoint;
import dog.rebe.node.Node;
import dog.rebe.node.NodeId;
import dog.rebe.robot.GoalType;
import dog.rebe.robot.RobotManifest;
import dog.rebe.robot.SdkRange;
import dog.rebe.runner.Policy;
import dog.rebe.runner.PolicyQuestion;
import dog.rebe.runner.PolicyVerdict;
import dog.rebe.runner.PolicyVerdict.NeedsApproval;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The safe policy that needs no CEL, and the one that is written in it, are one policy. */
class SafePoliciesProperties {

  private enum Impact {
    READS,
    CHANGES,
    DESTROYS
  }

  @Property(tries = 300)
  void bothSafePoliciesAskForTheSame(
      @ForAll Impact impact,
      @ForAll @IntRange(min = 1, max = 60) int nodes,
      @ForAll boolean undoable,
      @ForAll boolean seen) {
    PolicyQuestion question = question(impact, nodes, undoable, seen);
    PolicyVerdict one = Policy.safe().judge(question);
    PolicyVerdict other = CelPolicy.safe().judge(question);
    assertThat(asks(one)).isEqualTo(asks(other));
  }

  private static List<Object> asks(PolicyVerdict verdict) {
    return verdict instanceof NeedsApproval needs
        ? List.of(needs.approvers(), needs.groups(), needs.requesterMayApprove())
        : List.of(verdict.getClass());
  }

  private static PolicyQuestion question(Impact impact, int count, boolean undoable, boolean seen) {
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      nodes.add(Node.of("node-" + i, Endpoint.local()));
    }
    List<NodeId> ids = nodes.stream().map(Node::id).toList();
    Step step = Step.of("step", "Does it.", command(impact), ids);
    Plan plan = new Plan("Does it.", List.of(undoable ? step.undo(command(Impact.CHANGES)) : step));
    List<BlindSpot> blind = seen ? List.of() : List.of(new BlindSpot("step", "Nobody knows"));
    GoalType goal = GoalType.builder().build();
    return new PolicyQuestion(
        new RobotManifest(
            "doer", "1", "Does it.", goal, List.of("it"), List.of("other:it"), SdkRange.current()),
        goal.standard(),
        plan,
        new Preview(plan.digest(), List.of(new StepPreview("step", ids.get(0), List.of(), blind))),
        nodes,
        "home",
        "ada",
        Instant.parse("2026-11-20T07:30:00Z"));
  }

  private static Command<?> command(Impact impact) {
    Command.NeedsEffect word = Command.of("do", "it");
    Command.NeedsLimits judged =
        switch (impact) {
          case READS -> word.readOnly();
          case CHANGES -> word.changes(Repetition.ONCE);
          case DESTROYS -> word.destroys(Repetition.ONCE);
        };
    return judged.limits(Limits.of(Duration.ofSeconds(1), 10));
  }
}
