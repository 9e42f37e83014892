package dog.rebe.change;

import dog.rebe.node.NodeId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What one step would do on one node.
 *
 * @param step the id of the step
 * @param node the node
 * @param kind where the preview has it from
 * @param changes the files that would be others, in the order of their paths; copied
 * @param foreseen what else would be another, as a dry run told it; copied
 * @param blindSpots what the preview could not see; copied
 * @param notes lines for the owner, as the step's own previewing command printed them, shortened
 *     and without control characters; copied
 * @param footing the digest of all that the preview saw of the node, so that an approval is bound
 *     to that, too; empty if it saw nothing that it could see again
 */
public record StepPreview(
    String step,
    NodeId node,
    PreviewKind kind,
    List<FileChange> changes,
    List<ForeseenChange> foreseen,
    List<BlindSpot> blindSpots,
    List<String> notes,
    Optional<Digest> footing) {

  /** A preview of files without notes. */
  public StepPreview(
      String step, NodeId node, List<FileChange> changes, List<BlindSpot> blindSpots) {
    this(
        step,
        node,
        PreviewKind.SANDBOX,
        changes,
        List.of(),
        blindSpots,
        List.of(),
        Optional.empty());
  }

  /** A preview of files with notes. */
  public StepPreview(
      String step,
      NodeId node,
      List<FileChange> changes,
      List<BlindSpot> blindSpots,
      List<String> notes) {
    this(step, node, PreviewKind.SANDBOX, changes, List.of(), blindSpots, notes, Optional.empty());
  }

  /** A preview by what a command on the node printed. */
  public static StepPreview dryRun(
      String step, NodeId node, List<String> notes, List<BlindSpot> blindSpots) {
    return new StepPreview(
        step, node, PreviewKind.DRY_RUN, List.of(), List.of(), blindSpots, notes, Optional.empty());
  }

  /** No preview, and why. */
  public static StepPreview blind(String step, NodeId node, BlindSpot why) {
    return new StepPreview(
        step,
        node,
        PreviewKind.BLIND,
        List.of(),
        List.of(),
        List.of(why),
        List.of(),
        Optional.empty());
  }

  public StepPreview {
    Objects.requireNonNull(step, "step");
    Objects.requireNonNull(node, "node");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(footing, "footing");
    changes = List.copyOf(changes);
    foreseen = List.copyOf(foreseen);
    blindSpots = List.copyOf(blindSpots);
    notes = List.copyOf(notes);
    for (int i = 1; i < changes.size(); i++) {
      if (changes.get(i - 1).path().compareTo(changes.get(i).path()) >= 0) {
        throw new IllegalArgumentException(
            "The changes of a preview are in the order of their paths, each path once");
      }
    }
  }

  /** The same with one more blind spot. */
  public StepPreview with(BlindSpot blindSpot) {
    List<BlindSpot> all = new ArrayList<>(blindSpots);
    all.add(blindSpot);
    return new StepPreview(step, node, kind, changes, foreseen, all, notes, footing);
  }

  Map<String, Object> canonical() {
    Map<String, Object> form = new LinkedHashMap<>();
    form.put("step", step);
    form.put("node", node.value());
    form.put("kind", CanonicalCommand.lower(kind));
    form.put("changes", changes.stream().map(FileChange::canonical).toList());
    if (!foreseen.isEmpty()) {
      form.put("foreseen", foreseen.stream().map(ForeseenChange::canonical).toList());
    }
    form.put("blindSpots", blindSpots.stream().map(BlindSpot::canonical).toList());
    if (!notes.isEmpty()) {
      form.put("notes", notes);
    }
    footing.ifPresent(digest -> form.put("footing", digest.hex()));
    return form;
  }
}
