package dog.rebe.sandbox.shell;

import java.util.List;

/**
 * A list of statements.
 *
 * @param statements in their order; copied
 */
public record Script(List<Statement> statements) {

  public Script {
    statements = List.copyOf(statements);
  }

  /** A statement. */
  public sealed interface Statement {}

  /** A command with its assignments and redirections. */
  public record Simple(
      List<Assignment> assignments, List<Word> words, List<Redirection> redirections)
      implements Statement {
    public Simple {
      assignments = List.copyOf(assignments);
      words = List.copyOf(words);
      redirections = List.copyOf(redirections);
    }
  }

  /** {@code name=value} */
  public record Assignment(String name, Word value) {}

  /** {@code a | b} */
  public record Pipeline(List<Statement> commands) implements Statement {
    public Pipeline {
      commands = List.copyOf(commands);
    }
  }

  /** {@code ! a} */
  public record Not(Statement statement) implements Statement {}

  /** {@code a && b} */
  public record And(Statement left, Statement right) implements Statement {}

  /** {@code a || b} */
  public record Or(Statement left, Statement right) implements Statement {}

  /** {@code { a; }}, or {@code ( a )} */
  public record Group(Script body, boolean subshell) implements Statement {}

  /** {@code for name in words; do body; done} */
  public record For(String name, List<Word> words, Script body) implements Statement {
    public For {
      words = List.copyOf(words);
    }
  }

  /** {@code if test; then yes; else no; fi}; an {@code elif} is an if in the else */
  public record If(Script test, Script yes, Script no) implements Statement {}

  /** What could not be understood, and all that comes after it. */
  public record Unknown(String reason) implements Statement {}
}
