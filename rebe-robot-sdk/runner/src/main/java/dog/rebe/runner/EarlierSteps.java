package dog.rebe.runner;

import dog.rebe.change.Plan;
import dog.rebe.change.Step;
import dog.rebe.node.NodeId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The steps that another one comes after. */
final class EarlierSteps {

  private EarlierSteps() {}

  /** Those on this node, in the order of the plan: named by the step, or by one of them. */
  static List<Step> of(Plan plan, Step step, NodeId node) {
    Set<String> named = new HashSet<>(step.after());
    List<Step> earlier = new ArrayList<>();
    // A step comes after ones that stand before it
    for (int i = plan.steps().size() - 1; i >= 0; i--) {
      Step one = plan.steps().get(i);
      if (named.contains(one.id())) {
        named.addAll(one.after());
        if (one.nodes().contains(node)) {
          earlier.add(0, one);
        }
      }
    }
    return earlier;
  }
}
