package dog.rebe.runner;

import dog.rebe.change.ApprovalVerdict;
import dog.rebe.change.Preview;
import dog.rebe.node.Node;
import dog.rebe.node.NodeId;
import dog.rebe.robot.Robot;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Says whether a proposal may begin at this moment. Changes nothing. */
final class Admission {

  private final RunnerBuilder with;
  private final Proposing proposing;
  private final PreviewHold previews;

  Admission(RunnerBuilder with, Proposing proposing, PreviewHold previews) {
    this.with = with;
    this.proposing = proposing;
    this.previews = previews;
  }

  /** Why it may not; empty if it may. */
  Optional<String> refusal(
      Robot<?> robot, Proposal proposal, RunContext context, ApplyOptions options) {
    if (context.progress().subject().isPresent()) {
      return Optional.of(
          "The run "
              + proposal.run()
              + " was begun before, and an approval counts only once: resume it, or propose anew");
    }
    if (!proposal.realm().equals(with.realm())) {
      return Optional.of("The proposal is of the realm " + proposal.realm() + ", not of this one");
    }
    if (context.approval() instanceof ApprovalVerdict.Refused refused) {
      return Optional.of(refused.reason());
    }
    try {
      PlanCheck.check(proposal.plan(), proposal.nodes(), robot.manifest());
      Waves.of(proposal.plan(), options);
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
    if (!robot.manifest().equals(proposal.robot())
        && !(robot.manifest().id().equals(proposal.robot().id())
            && robot.manifest().version().equals(proposal.robot().version()))) {
      return Optional.of("The proposal is of another robot, or of another version of it");
    }
    Map<NodeId, Node> byId = new HashMap<>();
    proposal.nodes().forEach(node -> byId.put(node.id(), node));
    Optional<String> broken =
        previews.firstBroken(proposal.preview(), proposal.plan().steps(), byId);
    Preview now = previews.preview(proposal.plan(), byId);
    if (!now.digest().equals(proposal.preview().digest())) {
      return Optional.of(
          "The plan would not do any more what was shown: the machines have changed since ("
              + broken.orElseGet(() -> PreviewDifference.of(proposal.preview(), now))
              + "). Propose anew");
    }
    PolicyVerdict verdict =
        proposing.judged(
            new PolicyQuestion(
                robot.manifest(),
                proposal.goal(),
                proposal.plan(),
                now,
                proposal.nodes(),
                with.realm(),
                proposal.requestedBy(),
                with.clock().instant()));
    return verdict.equals(proposal.verdict())
        ? Optional.empty()
        : Optional.of(
            "The policy says otherwise now. It was: "
                + VerdictWords.of(proposal.verdict(), proposal.requestedBy())
                + " It is: "
                + VerdictWords.of(verdict, proposal.requestedBy())
                + " Propose anew");
  }
}
