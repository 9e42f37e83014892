package dog.rebe.policy;

import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The names that expressions know, and which of them somebody may have meant. */
final class KnownNames {

  private static final int MOST_TYPOS = 3;

  private final SortedSet<String> names = new TreeSet<>(PolicyFacts.readOnly().values().keySet());

  boolean knows(String name) {
    return names.contains(name);
  }

  /** That a name is none, with the one that is meant and with all that there are. */
  String refusal(String unknown) {
    return "'"
        + unknown
        + "' is no name"
        + nearest(unknown).map(meant -> "; did you mean " + meant + "?").orElse(".")
        + " Known: "
        + String.join(", ", names);
  }

  private Optional<String> nearest(String unknown) {
    String best = null;
    int least = MOST_TYPOS + 1;
    for (String name : names) {
      int typos = typos(unknown, name);
      if (typos < least && typos < name.length()) {
        best = name;
        least = typos;
      }
    }
    return Optional.ofNullable(best);
  }

  /** Letters that were left out, added or mistaken. */
  private static int typos(String one, String other) {
    int[] above = new int[other.length() + 1];
    for (int j = 0; j < above.length; j++) {
      above[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int[] row = new int[above.length];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int same = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(above[j - 1] + same, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[other.length()];
  }
}
