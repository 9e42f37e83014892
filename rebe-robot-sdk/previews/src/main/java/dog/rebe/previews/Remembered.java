package dog.rebe.previews;

import dog.rebe.change.CommandDigest;
import dog.rebe.change.Digest;
import dog.rebe.change.Step;
import dog.rebe.files.FilePath;
import dog.rebe.node.Node;
import dog.rebe.node.NodeId;
import dog.rebe.sandbox.preview.Footing;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What previews rest on, of the latest steps and nodes. Thread-safe. */
final class Remembered {

  private record Place(String step, NodeId node) {}

  /**
   * What one preview saw.
   *
   * @param command what was previewed
   * @param footing what it saw of the node
   * @param changes the paths that it would change
   */
  record Seen(Digest command, Footing footing, Set<FilePath> changes) {}

  private final int most;
  private final Map<Place, Seen> all = new LinkedHashMap<>();

  Remembered(int most) {
    this.most = most;
  }

  synchronized void keep(Step step, Node node, Footing footing, Set<FilePath> changes) {
    Place place = new Place(step.id(), node.id());
    all.remove(place);
    all.put(place, new Seen(digest(step, node), footing, Set.copyOf(changes)));
    if (all.size() > most) {
      all.remove(all.keySet().iterator().next());
    }
  }

  void keepNothing(Step step, Node node) {
    keep(step, node, Footing.none(), Set.of());
  }

  synchronized void forget(Step step, Node node) {
    all.remove(new Place(step.id(), node.id()));
  }

  /** Empty if it was another command, too. */
  synchronized Optional<Seen> of(Step step, Node node) {
    return Optional.ofNullable(all.get(new Place(step.id(), node.id())))
        .filter(seen -> seen.command().equals(digest(step, node)));
  }

  synchronized Set<FilePath> changed(String step, Node node) {
    return Optional.ofNullable(all.get(new Place(step, node.id())))
        .map(Seen::changes)
        .orElse(Set.of());
  }

  private static Digest digest(Step step, Node node) {
    return CommandDigest.of(step.command(), node.id());
  }
}
