package dog.rebe.sandbox.preview;

import dog.rebe.change.BlindSpot;
import dog.rebe.change.FileChange;
import dog.rebe.change.FileState;
import dog.rebe.change.SetTime;
import dog.rebe.change.StepPreview;
import dog.rebe.files.FilePath;
import dog.rebe.node.NodeId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Turns a preview into a step's: path by path, a rename as one that goes and one that comes. */
final class StepPreviews {

  private final Map<FilePath, FileState> before = new TreeMap<>();
  private final Map<FilePath, FileState> after = new TreeMap<>();
  private final Map<FilePath, SetTime> times = new HashMap<>();

  private StepPreviews() {}

  static StepPreview of(CommandPreview preview, String step, NodeId node) {
    StepPreviews paths = new StepPreviews();
    preview.changes().forEach(paths::add);
    List<BlindSpot> blindSpots = new ArrayList<>(preview.blindSpots());
    preview
        .unknown()
        .ifPresent(
            why ->
                blindSpots.add(new BlindSpot("the rest of the command", "I cannot tell: " + why)));
    if (!preview.changes().isEmpty()) {
      blindSpots.addAll(SourceLimits.all());
    }
    return new StepPreview(
        step,
        node,
        preview.kind(),
        paths.changes(),
        preview.foreseen(),
        blindSpots,
        preview.messages().stream().map(message -> "it would say: " + message).toList(),
        preview.footing().digest());
  }

  private void add(EntryChange change) {
    if (change.kind() == ChangeKind.RENAMED) {
      change.before().ifPresent(state -> before.put(change.from().orElseThrow(), state));
      change.replaced().ifPresent(state -> before.put(change.path(), state));
    } else {
      change.before().ifPresent(state -> before.put(change.path(), state));
    }
    change.after().ifPresent(state -> after.put(change.path(), state));
    change.time().ifPresent(time -> times.put(change.path(), time));
  }

  private List<FileChange> changes() {
    TreeMap<FilePath, FileState> all = new TreeMap<>(before);
    all.putAll(after);
    List<FileChange> changes = new ArrayList<>();
    for (FilePath path : all.keySet()) {
      Optional<FileState> was = Optional.ofNullable(before.get(path));
      Optional<FileState> is = Optional.ofNullable(after.get(path));
      Optional<SetTime> time = is.flatMap(state -> Optional.ofNullable(times.get(path)));
      if (!was.equals(is) || time.isPresent()) {
        changes.add(new FileChange(path, was, is, time));
      }
    }
    return changes;
  }
}
