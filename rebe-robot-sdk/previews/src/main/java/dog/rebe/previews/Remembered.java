package dog.rebe.previews;

import dog.rebe.change.CommandDigest;
import dog.rebe.change.Digest;
import dog.rebe.change.Preview;
import dog.rebe.change.Step;
import dog.rebe.change.StepPreview;
import dog.rebe.files.FilePath;
import dog.rebe.node.Node;
import dog.rebe.node.NodeId;
import dog.rebe.sandbox.preview.Footing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the latest previews rest on. Each stands by what it said, too, so that one which was given
 * since, of another state of the node, stands beside it. Thread-safe.
 */
final class Remembered {

  private record Place(String step, NodeId node, Digest command) {}

  /**
   * What one preview saw.
   *
   * @param footing what it saw of the node
   * @param changes the paths that it would change
   * @param ours the paths that the steps before it would change
   * @param followed whether it was followed to its end in the sandbox
   */
  record Seen(Footing footing, Set<FilePath> changes, Set<FilePath> ours, boolean followed) {
    Seen {
      changes = Set.copyOf(changes);
      ours = Set.copyOf(ours);
    }
  }

  private final int most;
  private final Map<Digest, Seen> byPreview = new LinkedHashMap<>();
  private final Map<Place, Seen> latest = new LinkedHashMap<>();

  Remembered(int most) {
    this.most = most;
  }

  synchronized void keep(Step step, Node node, StepPreview told, Seen seen) {
    put(byPreview, preview(step, node, told), seen);
    put(latest, place(step, node), seen);
  }

  private <K> void put(Map<K, Seen> all, K key, Seen seen) {
    all.remove(key);
    all.put(key, seen);
    if (all.size() > most) {
      all.remove(all.keySet().iterator().next());
    }
  }

  /** Nothing is known of the step's latest preview. */
  synchronized void forget(Step step, Node node) {
    latest.remove(place(step, node));
  }

  /** What the latest preview of this command in this step saw. */
  synchronized Optional<Seen> latest(Step step, Node node) {
    return Optional.ofNullable(latest.get(place(step, node)));
  }

  /** What a preview of this command that told this saw. */
  synchronized Optional<Seen> of(Step step, Node node, StepPreview told) {
    return Optional.ofNullable(byPreview.get(preview(step, node, told)));
  }

  private static Place place(Step step, Node node) {
    return new Place(step.id(), node.id(), command(step, node));
  }

  private static Digest command(Step step, Node node) {
    return CommandDigest.of(step.command(), node.id());
  }

  /** A digest, because previews may hold whole files. */
  private static Digest preview(Step step, Node node, StepPreview told) {
    return new Preview(command(step, node), List.of(told)).digest();
  }
}
