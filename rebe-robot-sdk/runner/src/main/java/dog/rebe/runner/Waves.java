package dog.rebe.runner;

import dog.rebe.change.Plan;
import dog.rebe.change.Step;
import dog.rebe.node.NodeId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Divides the nodes of a plan into those that go together. */
final class Waves {

  private Waves() {}

  /**
   * The waves, in their order.
   *
   * @throws IllegalArgumentException if a step would have to wait for one of a later wave
   */
  static List<List<NodeId>> of(Plan plan, ApplyOptions options) {
    List<NodeId> nodes = plan.nodes();
    List<List<NodeId>> waves = new ArrayList<>();
    int from = 0;
    if (options.canary() > 0) {
      from = Math.min(options.canary(), nodes.size());
      waves.add(nodes.subList(0, from));
    }
    int wave = 0;
    while (from < nodes.size()) {
      int size =
          options.batches().isEmpty()
              ? nodes.size()
              : options
                  .batches()
                  .get(Math.min(wave, options.batches().size() - 1))
                  .size(nodes.size());
      int to = Math.min(nodes.size(), from + size);
      waves.add(nodes.subList(from, to));
      from = to;
      wave++;
    }
    check(plan, waves);
    return waves;
  }

  private static void check(Plan plan, List<List<NodeId>> waves) {
    Map<NodeId, Integer> waveOf = new HashMap<>();
    for (int i = 0; i < waves.size(); i++) {
      for (NodeId node : waves.get(i)) {
        waveOf.put(node, i);
      }
    }
    for (Step step : plan.steps()) {
      for (String earlier : step.after()) {
        List<NodeId> needed = plan.step(earlier).nodes();
        for (NodeId node : step.nodes()) {
          for (NodeId other : needed) {
            if (!needed.contains(node) && wave(waveOf, other) > wave(waveOf, node)) {
              throw new IllegalArgumentException(
                  "The step "
                      + step.id()
                      + " on "
                      + node
                      + " comes after "
                      + earlier
                      + " on "
                      + other
                      + ", which is in a later wave: let the plan name "
                      + other
                      + " earlier, or use larger waves");
            }
          }
        }
      }
    }
  }

  private static int wave(Map<NodeId, Integer> waveOf, NodeId node) {
    return waveOf.getOrDefault(node, 0);
  }
}
