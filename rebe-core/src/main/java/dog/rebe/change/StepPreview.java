package dog.rebe.change;

import dog.rebe.node.NodeId;
import java.util.LinkedHashMap;
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
 * @param notes lines for the owner, as the step's own previewing command printed them, shortened
 *     and without control characters; copied
 */
public record StepPreview(
    String step,
    NodeId node,
    List<FileChange> changes,
    List<BlindSpot> blindSpots,
    List<String> notes) {

  /** A preview without notes. */
  public StepPreview(
      String step, NodeId node, List<FileChange> changes, List<BlindSpot> blindSpots) {
    this(step, node, changes, blindSpots, List.of());
  }

  public StepPreview {
    Objects.requireNonNull(step, "step");
    Objects.requireNonNull(node, "node");
    changes = List.copyOf(changes);
    blindSpots = List.copyOf(blindSpots);
    notes = List.copyOf(notes);
    for (int i = 1; i < changes.size(); i++) {
      if (changes.get(i - 1).path().compareTo(changes.get(i).path()) >= 0) {
        throw new IllegalArgumentException(
            "The changes of a preview are in the order of their paths, each path once");
      }
    }
  }

  Map<String, Object> canonical() {
    Map<String, Object> form = new LinkedHashMap<>();
    form.put("step", step);
    form.put("node", node.value());
    form.put("changes", changes.stream().map(FileChange::canonical).toList());
    form.put("blindSpots", blindSpots.stream().map(BlindSpot::canonical).toList());
    if (!notes.isEmpty()) {
      form.put("notes", notes);
    }
    return form;
  }
}
