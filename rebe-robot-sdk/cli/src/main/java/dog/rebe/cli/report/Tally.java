package dog.rebe.cli.report;

import dog.rebe.cli.screen.Glyphs;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How often something was said; a bounded number of different things is kept. Not thread-safe. */
final class Tally {

  private static final int MAX_DIFFERENT = 1_000;

  private final Map<String, Long> counts = new LinkedHashMap<>();
  private long others;

  /** It was said once more. */
  void add(String what) {
    if (counts.size() < MAX_DIFFERENT || counts.containsKey(what)) {
      counts.merge(what, 1L, Long::sum);
    } else {
      others++;
    }
  }

  /**
   * The most frequent ones with their counts, and how many different ones there are beside them.
   */
  String text(int most, Glyphs glyphs) {
    List<Map.Entry<String, Long>> sorted = new ArrayList<>(counts.entrySet());
    sorted.sort(
        Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
            .thenComparing(Map.Entry.comparingByKey()));
    List<String> shown = new ArrayList<>();
    sorted.stream()
        .limit(most)
        .forEach(entry -> shown.add(entry.getKey() + " " + glyphs.times() + entry.getValue()));
    long rest = sorted.size() - Math.min(most, sorted.size()) + others;
    if (rest > 0) {
      shown.add(rest + " more");
    }
    return String.join(", ", shown);
  }
}
