package dog.rebe.ssh.openssh;

import java.util.ArrayList;
import java.util.List;

/**
 * Patterns of which one has to match and, where negated with {@code !}, none may: a negated pattern
 * never makes a match by itself. See ssh_config(5), PATTERNS. Immutable.
 *
 * @param patterns in their order, negated ones with their {@code !}; copied
 */
public record PatternList(List<String> patterns) {

  public PatternList {
    patterns = List.copyOf(patterns);
  }

  /** Patterns with commas between them. Empty ones match nothing and are passed over. */
  public static PatternList ofCommas(String list) {
    List<String> patterns = new ArrayList<>();
    for (String pattern : List.of(list.split(","))) {
      if (!pattern.isEmpty()) {
        patterns.add(pattern);
      }
    }
    return new PatternList(patterns);
  }

  /** Whether one pattern matches the text and no negated one does. Case counts. */
  public boolean matches(String text) {
    boolean found = false;
    for (String pattern : patterns) {
      if (pattern.startsWith("!")) {
        if (Wildcard.matches(pattern.substring(1), text)) {
          return false;
        }
      } else if (!found) {
        found = Wildcard.matches(pattern, text);
      }
    }
    return found;
  }

  /** Whether the patterns are names only: no wildcard and no negation. */
  public boolean isPlain() {
    return patterns.stream().noneMatch(p -> p.startsWith("!") || Wildcard.isIn(p));
  }
}
