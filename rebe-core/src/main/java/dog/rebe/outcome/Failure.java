package dog.rebe.outcome;

import java.util.Objects;
import java.util.Optional;
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
 * @param jumpHost what was wrong with a machine on the way, where it was not the node that failed
 * @param <T> the type that a success would have had
 */
public record Failure<T>(
    FailureKind kind,
    Delivery delivery,
    Evidence evidence,
    Explanation explanation,
    String detail,
    Optional<JumpHostFault> jumpHost)
    implements Outcome<T> {

  /** A failure that is the node's own, or ours. */
  public Failure(
      FailureKind kind,
      Delivery delivery,
      Evidence evidence,
      Explanation explanation,
      String detail) {
    this(kind, delivery, evidence, explanation, detail, Optional.empty());
  }

  public Failure {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(delivery, "delivery");
    Objects.requireNonNull(evidence, "evidence");
    Objects.requireNonNull(explanation, "explanation");
    Objects.requireNonNull(detail, "detail");
    Objects.requireNonNull(jumpHost, "jumpHost");
  }

  @Override
  public <R> Outcome<R> map(Function<? super T, ? extends R> mapper) {
    return as();
  }

  /** The same failure where another value type is expected. */
  public <R> Failure<R> as() {
    return new Failure<>(kind, delivery, evidence, explanation, detail, jumpHost);
  }
}
