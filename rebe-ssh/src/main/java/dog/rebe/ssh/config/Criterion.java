package dog.rebe.ssh.config;

import dog.rebe.ssh.config.BlockCondition.Connection;
import dog.rebe.ssh.openssh.PatternList;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/**
 * One condition of a {@code Match} line.
 *
 * @param kind what is asked
 * @param negated whether the answer has to be no
 * @param patterns what is looked for, where something is
 */
record Criterion(Kind kind, boolean negated, PatternList patterns) {

  /** What a {@code Match} line can ask. */
  enum Kind {
    ALL(true, false),
    HOST(true, true),
    ORIGINALHOST(true, true),
    USER(true, true),
    LOCALUSER(true, true),
    CANONICAL(false, false),
    FINAL(false, false),
    EXEC(false, true),
    LOCALNETWORK(false, true),
    TAGGED(false, true),
    COMMAND(false, true),
    VERSION(false, true),
    SESSIONTYPE(false, true);

    private final boolean supported;
    private final boolean hasValue;

    Kind(boolean supported, boolean hasValue) {
      this.supported = supported;
      this.hasValue = hasValue;
    }

    boolean isSupported() {
      return supported;
    }
  }

  static List<Criterion> read(Directive directive) {
    List<Criterion> criteria = new ArrayList<>();
    Iterator<String> words = directive.arguments().iterator();
    while (words.hasNext()) {
      criteria.add(read(words.next(), words, directive));
    }
    if (criteria.isEmpty()) {
      throw directive.error("has no condition", "Write one, for instance: host *.example.org");
    }
    if (criteria.stream().anyMatch(c -> c.kind() == Kind.ALL)
        && criteria.stream().anyMatch(c -> c.kind().hasValue)) {
      throw directive.error("has all beside others", "Take the other conditions away, or all");
    }
    return criteria;
  }

  private static Criterion read(String word, Iterator<String> more, Directive directive) {
    boolean negated = word.startsWith("!");
    int equals = word.indexOf('=');
    String name = word.substring(negated ? 1 : 0, equals < 0 ? word.length() : equals);
    Kind kind = kind(name, directive);
    if (!kind.hasValue) {
      if (equals >= 0) {
        throw directive.error("has a value after " + name, "Take it away: " + name + " has none");
      }
      return new Criterion(kind, negated, new PatternList(List.of()));
    }
    String value = equals >= 0 ? word.substring(equals + 1) : more.hasNext() ? more.next() : "";
    if (value.isEmpty() && kind != Kind.TAGGED && kind != Kind.COMMAND) {
      throw directive.error("has no value after " + name, "Write what it has to match");
    }
    boolean caseCounts = kind == Kind.USER || kind == Kind.LOCALUSER;
    return new Criterion(kind, negated, PatternList.ofCommas(caseCounts ? value : lower(value)));
  }

  private static Kind kind(String name, Directive directive) {
    for (Kind kind : Kind.values()) {
      if (kind.name().equalsIgnoreCase(name)) {
        return kind;
      }
    }
    throw directive.error(
        "has an unknown condition, " + ValueForm.shown(name),
        "Use all, host, originalhost, user or localuser");
  }

  boolean holds(Connection connection) {
    boolean found =
        switch (kind) {
          case ALL -> true;
          case HOST -> patterns.matches(lower(connection.hostName()));
          case ORIGINALHOST -> patterns.matches(lower(connection.alias()));
          case USER -> patterns.matches(connection.user());
          case LOCALUSER -> patterns.matches(connection.localUser());
          default -> throw new IllegalStateException(kind + " is not supported");
        };
    return found != negated;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
