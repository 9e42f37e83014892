package dog.rebe.runner;

import dog.rebe.change.BlindSpot;
import dog.rebe.change.StepPreview;
import dog.rebe.files.FilePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What differs between two previews of a step on a node, in a sentence. */
final class StepDifference {

  private static final int MOST = 3;

  private StepDifference() {}

  /** The most telling thing: files first, then words, then what nobody can tell. */
  static String of(StepPreview shown, StepPreview now) {
    Set<FilePath> files = new TreeSet<>();
    only(shown.changes(), now.changes()).forEach(change -> files.add(change.path()));
    only(now.changes(), shown.changes()).forEach(change -> files.add(change.path()));
    if (!files.isEmpty()) {
      return "It would not do to " + names(files) + " what was shown.";
    }
    List<String> said = only(now.notes(), shown.notes());
    if (!said.isEmpty()) {
      return "It says now: " + said.get(0);
    }
    List<String> unsaid = only(shown.notes(), now.notes());
    if (!unsaid.isEmpty()) {
      return "It says nothing more of: " + unsaid.get(0);
    }
    List<BlindSpot> blind = only(now.blindSpots(), shown.blindSpots());
    if (!blind.isEmpty()) {
      return "Nobody can tell now: " + blind.get(0).subject() + ", " + blind.get(0).reason() + ".";
    }
    return "It would do the same, but what that rests on is not as it was.";
  }

  private static <T> List<T> only(List<T> these, List<T> notThese) {
    List<T> only = new ArrayList<>(these);
    only.removeAll(notThese);
    return only;
  }

  private static String names(Set<FilePath> files) {
    String first =
        files.stream().limit(MOST).map(FilePath::toString).collect(Collectors.joining(", "));
    return files.size() <= MOST ? first : first + " and " + (files.size() - MOST) + " more";
  }
}
