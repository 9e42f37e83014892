package dog.rebe.sandbox.overlay;

import dog.rebe.files.FilePath;
import dog.rebe.sandbox.tree.Name;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where every known node of an overlay stands now, and which the machine had at a place. */
final class Places {

  private record Step(OverlayDirectory directory, FilePath path) {}

  private final Map<OverlayNode, List<Place>> now = new LinkedHashMap<>();
  private final Map<Place, OverlayNode> originals = new HashMap<>();

  private final Set<Place> taken = new HashSet<>();

  Places(Overlay overlay) {
    Deque<Step> ahead = new ArrayDeque<>();
    ahead.add(new Step(overlay.top(), FilePath.of("/")));
    while (!ahead.isEmpty()) {
      Step step = ahead.remove();
      step.directory()
          .known()
          .forEach(
              (name, node) -> {
                FilePath path = step.path().resolve(FilePath.of(name.bytes()));
                Place place = new Place(step.directory(), name, path);
                now.computeIfAbsent(node, key -> new ArrayList<>(1)).add(place);
                taken.add(place);
                if (node instanceof OverlayDirectory below) {
                  ahead.add(new Step(below, path));
                }
              });
    }
    for (OverlayNode node : overlay.remembered()) {
      Place place = original(node);
      if (place != null) {
        originals.put(place, node);
      }
    }
  }

  /** Where it stands; nothing if it is gone. */
  List<Place> of(OverlayNode node) {
    return now.getOrDefault(node, List.of());
  }

  /** All that stand somewhere, folder by folder, in an order that is always the same. */
  Map<OverlayNode, List<Place>> all() {
    return now;
  }

  /** What the machine had there; null for nothing that was seen. */
  @Nullable OverlayNode originalAt(Place place) {
    return originals.get(place);
  }

  /** Whether something stands there. */
  boolean isTaken(Place place) {
    return taken.contains(place);
  }

  boolean isGone(OverlayNode node) {
    return of(node).isEmpty();
  }

  /** Where the machine had it; null for the root and for what is new. */
  static @Nullable Place original(OverlayNode node) {
    Origin origin = node.origin;
    if (origin == null || origin.parent() == null) {
      return null;
    }
    Name name = Objects.requireNonNull(origin.name());
    return new Place(origin.parent(), name, origin.path());
  }
}
