package dog.rebe.change;

import dog.rebe.node.NodeId;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What one step would do on one node.
 *
 * @param step the id of the step
 * @param node the node
 * @param changes the files that would be others, in the order of their paths; copied
 * @param blindSpots what the preview could not see; copied
 */
public record StepPreview(
    String step, NodeId node, List<FileChange> changes, List<BlindSpot> blindSpots) {

  public StepPreview {
    Objects.requireNonNull(step, "step");
    Objects.requireNonNull(node, "node");
    changes = List.copyOf(changes);
    blindSpots = List.copyOf(blindSpots);
    for (int i = 1; i < changes.size(); i++) {
      if (changes.get(i - 1).path().compareTo(changes.get(i).path()) >= 0) {
        throw new IllegalArgumentException(
            "The changes of a preview are in the order of their paths, each path once");
      }
    }
  }

  Map<String, Object> canonical() {
    return Map.of(
        "step", step,
        "node", node.value(),
        "changes", changes.stream().map(FileChange::canonical).toList(),
        "blindSpots", blindSpots.stream().map(BlindSpot::canonical).toList());
  }
}
