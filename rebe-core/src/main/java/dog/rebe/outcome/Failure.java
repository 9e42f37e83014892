package dog.rebe.outcome;

import java.util.Objects;
import java.util.function.Function;

/**
 * A command that did not succeed.
 *
 * @param kind why it failed
 * @param delivery what may have happened on the node
 * @param evidence what was observed, with the bytes that had arrived, as they came: the output of a
 *     command that prints a secret holds it
 * @param explanation the failure in words for the owner of the machine
 * @param detail the technical detail for the author of the robot. The secrets of the command stand
 *     in it and in the explanation as {@code ***}, see {@link dog.rebe.command.Redaction}
 * @param <T> the type that a success would have had
 */
public record Failure<T>(
    FailureKind kind, Delivery delivery, Evidence evidence, Explanation explanation, String detail)
    implements Outcome<T> {

  public Failure {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(delivery, "delivery");
    Objects.requireNonNull(evidence, "evidence");
    Objects.requireNonNull(explanation, "explanation");
    Objects.requireNonNull(detail, "detail");
  }

  @Override
  public <R> Outcome<R> map(Function<? super T, ? extends R> mapper) {
    return as();
  }

  /** The same failure where another value type is expected. */
  public <R> Failure<R> as() {
    return new Failure<>(kind, delivery, evidence, explanation, detail);
  }
}
