package dog.rebe.runner;

import dog.rebe.change.Plan;
import dog.rebe.change.Preview;
import dog.rebe.node.Node;
import dog.rebe.node.NodeId;
import dog.rebe.robot.Goal;
import dog.rebe.robot.RobotManifest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Makes a proposal of a plan: checks it, previews it, and asks the policy. */
final class Proposing {

  private final RunnerBuilder with;
  private final PreviewHold previews;

  Proposing(RunnerBuilder with, PreviewHold previews) {
    this.with = with;
    this.previews = previews;
  }

  Proposal proposal(
      RobotManifest manifest,
      Goal goal,
      Plan plan,
      List<Node> nodes,
      String requestedBy,
      Coverage coverage) {
    PlanCheck.check(plan, nodes, manifest);
    Map<NodeId, Node> byId = new HashMap<>();
    nodes.forEach(node -> byId.put(node.id(), node));
    List<Node> touched = new ArrayList<>();
    for (NodeId id : plan.nodes()) {
      Node node = byId.get(id);
      if (node != null) {
        touched.add(node);
      }
    }
    Preview preview = previews.preview(plan, byId);
    PolicyVerdict verdict =
        judged(
            new PolicyQuestion(
                manifest,
                goal,
                plan,
                preview,
                touched,
                with.realm(),
                requestedBy,
                with.clock().instant()));
    byte[] id = new byte[8];
    with.random().nextBytes(id);
    return new Proposal(
        "run-" + HexFormat.of().formatHex(id),
        with.realm(),
        requestedBy,
        manifest,
        goal,
        plan,
        preview,
        verdict,
        touched,
        coverage);
  }

  PolicyVerdict judged(PolicyQuestion question) {
    try {
      return with.policy().judge(question);
    } catch (RuntimeException e) {
      return new PolicyVerdict.Denied("The policy broke: " + e.getMessage());
    }
  }
}
