package dog.rebe.runner;

import dog.rebe.change.Preview;
import dog.rebe.change.Step;
import dog.rebe.change.StepPreview;
import dog.rebe.node.Node;
import dog.rebe.node.NodeId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What was shown of each step on each node. Immutable. */
final class ShownSteps {

  private record Place(String step, NodeId node) {}

  private final Map<Place, StepPreview> all;

  private ShownSteps(Map<Place, StepPreview> all) {
    this.all = Map.copyOf(all);
  }

  static ShownSteps of(Preview preview) {
    Map<Place, StepPreview> all = new HashMap<>();
    preview.steps().forEach(shown -> all.put(new Place(shown.step(), shown.node()), shown));
    return new ShownSteps(all);
  }

  /** Nothing was shown, or nobody has kept it. */
  static ShownSteps none() {
    return new ShownSteps(Map.of());
  }

  Optional<StepPreview> of(Step step, Node node) {
    return Optional.ofNullable(all.get(new Place(step.id(), node.id())));
  }
}
