package dog.rebe.runner;

import dog.rebe.change.Preview;
import dog.rebe.change.StepPreview;
import java.util.ArrayList;
import java.util.List;

/** Where two previews of one plan differ, in words. */
final class PreviewDifference {

  private static final int MOST = 3;

  private PreviewDifference() {}

  /** The first steps on nodes that differ, and how many more do. */
  static String of(Preview shown, Preview now) {
    List<String> places = new ArrayList<>();
    for (int i = 0; i < Math.max(shown.steps().size(), now.steps().size()); i++) {
      if (i >= shown.steps().size() || i >= now.steps().size()) {
        places.add(place((i < now.steps().size() ? now : shown).steps().get(i)));
      } else if (!shown.steps().get(i).equals(now.steps().get(i))) {
        places.add(place(shown.steps().get(i)));
      }
    }
    String first = String.join(", ", places.subList(0, Math.min(MOST, places.size())));
    return places.size() <= MOST ? first : first + " and " + (places.size() - MOST) + " more";
  }

  private static String place(StepPreview step) {
    return step.step() + " on " + step.node();
  }
}
