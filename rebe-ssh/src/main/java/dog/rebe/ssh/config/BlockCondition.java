package dog.rebe.ssh.config;

import dog.rebe.ssh.openssh.PatternList;
import java.util.List;
import java.util.Locale;

/** When a block applies. */
sealed interface BlockCondition {

  /** What is known of a connection while the configuration is being read for it. */
  interface Connection {

    /** The host as it was asked for. */
    String alias();

    /** The host as what was read so far names it. */
    String hostName();

    /** The login name on the host, as far as it is known. */
    String user();

    /** The login name on this machine. */
    String localUser();
  }

  /** Whether the block applies. */
  boolean matches(Connection connection);

  /** Always: the beginning of a file. */
  record Always() implements BlockCondition {
    @Override
    public boolean matches(Connection connection) {
      return true;
    }
  }

  /**
   * A {@code Host} line.
   *
   * @param names its patterns, in which case counts
   * @param directive the line itself
   */
  record HostLine(PatternList names, Directive directive) implements BlockCondition {

    static HostLine read(Directive directive) {
      return new HostLine(new PatternList(directive.words()), directive);
    }

    @Override
    public boolean matches(Connection connection) {
      return names.matches(connection.alias());
    }

    /** The names in it that are of one host each. */
    List<String> concreteNames() {
      return names.patterns().stream()
          .filter(name -> new PatternList(List.of(name)).isPlain())
          .toList();
    }
  }

  /**
   * A {@code Match} line.
   *
   * @param criteria all of which have to hold; copied
   * @param directive the line itself
   */
  record MatchLine(List<Criterion> criteria, Directive directive) implements BlockCondition {

    public MatchLine {
      criteria = List.copyOf(criteria);
    }

    static MatchLine read(Directive directive) {
      return new MatchLine(Criterion.read(directive), directive);
    }

    /**
     * Asks first what can be answered: where that already says no, it does not matter what the
     * other criteria are.
     */
    @Override
    public boolean matches(Connection connection) {
      for (Criterion criterion : criteria) {
        if (criterion.kind().isSupported() && !criterion.holds(connection)) {
          return false;
        }
      }
      for (Criterion criterion : criteria) {
        if (!criterion.kind().isSupported()) {
          throw directive.error(
              criterion.kind().name().toLowerCase(Locale.ROOT) + " is not supported",
              "Write the condition with all, host, originalhost, user or localuser, or keep the block"
                  + " in a file of its own");
        }
      }
      return true;
    }
  }
}
