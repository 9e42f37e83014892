package dog.rebe.sandbox.overlay;

import dog.rebe.change.FileState;
import dog.rebe.change.SetTime;
import dog.rebe.files.FilePath;
import dog.rebe.sandbox.preview.ChangeKind;
import dog.rebe.sandbox.preview.ContentDifference;
import dog.rebe.sandbox.preview.EntryChange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The difference between a machine and the overlay above it. A folder that is renamed takes along
 * what is in it, which is listed only where it changes besides.
 */
public final class Differences {

  private final Places places;
  private final NodeStates states;
  private final List<EntryChange> changes = new ArrayList<>();

  private Differences(Overlay overlay) {
    this.places = new Places(overlay);
    this.states = new NodeStates(overlay);
  }

  /** What was done to an overlay, in the order of the paths. Reads files of the machine. */
  public static List<EntryChange> of(Overlay overlay) {
    Differences differences = new Differences(overlay);
    overlay.remembered().forEach(differences::gone);
    differences.states.willCompare(differences.pairs());
    differences.places.all().forEach(differences::present);
    differences.changes.sort(
        Comparator.comparing(EntryChange::path).thenComparing(EntryChange::kind));
    return differences.changes;
  }

  /** What stands somewhere, by what the machine had there. */
  private Map<OverlayNode, OverlayNode> pairs() {
    Map<OverlayNode, OverlayNode> pairs = new LinkedHashMap<>();
    places
        .all()
        .forEach(
            (node, standing) -> {
              OverlayNode was =
                  Places.original(node) != null ? node : places.originalAt(standing.get(0));
              if (was != null) {
                pairs.put(was, node);
              }
            });
    return pairs;
  }

  private void gone(OverlayNode node) {
    Place place = Places.original(node);
    if (place != null && places.isGone(node) && !places.isTaken(place)) {
      add(
          ChangeKind.DELETED,
          place.path(),
          null,
          Optional.of(states.before(node)),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }
  }

  private void present(OverlayNode node, List<Place> standing) {
    Place home = Places.original(node);
    if (home == null) {
      for (int i = 0; i < standing.size(); i++) {
        created(node, standing.get(i), i == 0 ? null : standing.get(0).path());
      }
      return;
    }
    boolean atHome = standing.contains(home);
    for (int i = 0; i < standing.size(); i++) {
      Place place = standing.get(i);
      if (place.equals(home)) {
        changed(node, node, place);
      } else if (!atHome && i == 0) {
        renamed(node, home, place);
      } else {
        created(node, place, atHome ? home.path() : standing.get(0).path());
      }
    }
  }

  /** It may take the place of something that is gone. */
  private void created(OverlayNode node, Place place, @Nullable FilePath twin) {
    OverlayNode original = places.originalAt(place);
    if (original != null && places.isGone(original)) {
      changed(original, node, place);
      return;
    }
    add(
        ChangeKind.CREATED,
        place.path(),
        twin,
        Optional.empty(),
        Optional.of(states.after(node)),
        Optional.empty(),
        states.time(node),
        twin == null ? states.newContent(node) : Optional.empty());
  }

  private void changed(OverlayNode was, OverlayNode is, Place place) {
    FileState before = states.beforeOf(was, is);
    FileState after = states.afterOf(was, is);
    Optional<SetTime> time = states.time(is);
    if (was != is && is instanceof OverlayLink && before.equals(after) && time.isEmpty()) {
      // A link made anew as it was: nothing but its time tells
      time = Optional.of(new SetTime(Optional.empty()));
    }
    if (!before.equals(after) || time.isPresent()) {
      add(
          ChangeKind.CHANGED,
          place.path(),
          null,
          Optional.of(before),
          Optional.of(after),
          Optional.empty(),
          time,
          states.content(was, is));
    }
  }

  private void renamed(OverlayNode node, Place home, Place place) {
    OverlayNode original = places.originalAt(place);
    Optional<FileState> replaced =
        original != null && places.isGone(original)
            ? Optional.of(states.before(original))
            : Optional.empty();
    add(
        ChangeKind.RENAMED,
        place.path(),
        home.path(),
        Optional.of(states.beforeOf(node, node)),
        Optional.of(states.afterOf(node, node)),
        replaced,
        states.time(node),
        states.content(node, node));
  }

  private void add(
      ChangeKind kind,
      FilePath path,
      @Nullable FilePath from,
      Optional<FileState> before,
      Optional<FileState> after,
      Optional<FileState> replaced,
      Optional<SetTime> time,
      Optional<ContentDifference> content) {
    changes.add(
        new EntryChange(
            kind, path, Optional.ofNullable(from), before, after, replaced, time, content));
  }
}
