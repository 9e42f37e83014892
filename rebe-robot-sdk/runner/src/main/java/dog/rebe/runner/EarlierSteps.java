package dog.rebe.runner;

import dog.rebe.change.Plan;
import dog.rebe.change.Step;
import dog.rebe.node.NodeId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The steps that are done on a node before another one begins there. */
final class EarlierSteps {

  private EarlierSteps() {}

  /**
   * Those before it in the plan, in their order, whether it names them or not: a node goes through
   * a plan in its order, and through no more of it once a step did not end well. One that only
   * reads is left out unless it is named, by the step or by one that is.
   */
  static List<Step> of(Plan plan, Step step, NodeId node) {
    Set<String> named = new HashSet<>(step.after());
    List<Step> earlier = new ArrayList<>();
    int position = plan.steps().indexOf(plan.step(step.id()));
    // A step comes after ones that stand before it
    for (int i = position - 1; i >= 0; i--) {
      Step one = plan.steps().get(i);
      boolean isNamed = named.contains(one.id());
      if (isNamed) {
        named.addAll(one.after());
      }
      if (one.nodes().contains(node) && (isNamed || one.effect().hasImpact())) {
        earlier.add(0, one);
      }
    }
    return earlier;
  }
}
