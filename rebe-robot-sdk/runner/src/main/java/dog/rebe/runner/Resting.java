package dog.rebe.runner;

import dog.rebe.change.Plan;
import dog.rebe.change.Step;
import dog.rebe.node.NodeId;
import dog.rebe.runner.UndoView.Place;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What rests on each step on a node: the steps that came after it, those that came after these, and
 * so on. Is told of the steps of a plan from the last to the first, and knows of each what was said
 * of all that rests on it.
 */
final class Resting {

  private final Plan plan;
  private final Map<Place, Found> found = new HashMap<>();

  Resting(Plan plan) {
    this.plan = plan;
  }

  /** Something that rests on it and stays. */
  Optional<Place> keeper(Place place) {
    return Optional.ofNullable(at(place).keeper);
  }

  /** The steps that rest on it and were begun on another node than its own, and one such. */
  Map<String, NodeId> begunElsewhere(Place place) {
    Map<String, NodeId> elsewhere = new LinkedHashMap<>();
    at(place)
        .begun
        .forEach(
            (step, nodes) ->
                nodes.stream()
                    .filter(node -> !node.equals(place.node()))
                    .findFirst()
                    .ifPresent(node -> elsewhere.put(step, node)));
    return elsewhere;
  }

  /**
   * What becomes of a step, of which all is said that comes after it.
   *
   * @param begun the nodes where it changed something, or may have, or had before it was taken back
   */
  void settle(Step step, Set<Place> staying, List<NodeId> begun) {
    for (NodeId node : step.nodes()) {
      Place place = new Place(step.id(), node);
      if (staying.contains(place)) {
        at(place).keeper = place;
      }
    }
    begun.forEach(node -> at(new Place(step.id(), node)).begin(step.id(), node));
    step.after().forEach(earlier -> handOn(step, plan.step(earlier)));
  }

  /** See {@link Step#after}: it waits for its own node, or for all where that has no part. */
  private void handOn(Step step, Step earlier) {
    Set<NodeId> shared = new HashSet<>(earlier.nodes());
    Found elsewhere = new Found();
    for (NodeId node : step.nodes()) {
      Found above = at(new Place(step.id(), node));
      (shared.contains(node) ? at(new Place(earlier.id(), node)) : elsewhere).add(above);
    }
    earlier.nodes().forEach(node -> at(new Place(earlier.id(), node)).add(elsewhere));
  }

  private Found at(Place place) {
    return found.computeIfAbsent(place, key -> new Found());
  }

  private static final class Found {

    private @Nullable Place keeper;

    /** By step, up to two of its nodes: one of them is another than whichever asks. */
    private final Map<String, Set<NodeId>> begun = new LinkedHashMap<>();

    void begin(String step, NodeId node) {
      Set<NodeId> nodes = begun.computeIfAbsent(step, key -> new LinkedHashSet<>());
      if (nodes.size() < 2) {
        nodes.add(node);
      }
    }

    void add(Found above) {
      keeper = keeper == null ? above.keeper : keeper;
      above.begun.forEach((step, nodes) -> nodes.forEach(node -> begin(step, node)));
    }
  }
}
