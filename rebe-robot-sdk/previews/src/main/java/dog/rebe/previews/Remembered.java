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
   * @param ours the paths that the steps before it would change
   * @param followed whether it was followed to its end in the sandbox
   */
  record Seen(
      Digest command,
      Footing footing,
      Set<FilePath> changes,
      Set<FilePath> ours,
      boolean followed) {}

  private final int most;
  private final Map<Place, Seen> all = new LinkedHashMap<>();

  Remembered(int most) {
    this.most = most;
  }

  synchronized void keep(
      Step step,
      Node node,
      Footing footing,
      Set<FilePath> changes,
      Set<FilePath> ours,
      boolean followed) {
    Place place = new Place(step.id(), node.id());
    all.remove(place);
    all.put(
        place,
        new Seen(digest(step, node), footing, Set.copyOf(changes), Set.copyOf(ours), followed));
    if (all.size() > most) {
      all.remove(all.keySet().iterator().next());
    }
  }

  void keepNothing(Step step, Node node) {
    keep(step, node, Footing.none(), Set.of(), Set.of(), /* followed= */ false);
  }

  synchronized void forget(Step step, Node node) {
    all.remove(new Place(step.id(), node.id()));
  }

  /** Empty if it was another command, too. */
  synchronized Optional<Seen> of(Step step, Node node) {
    return Optional.ofNullable(all.get(new Place(step.id(), node.id())))
        .filter(seen -> seen.command().equals(digest(step, node)));
  }

  private static Digest digest(Step step, Node node) {
    return CommandDigest.of(step.command(), node.id());
  }
}
