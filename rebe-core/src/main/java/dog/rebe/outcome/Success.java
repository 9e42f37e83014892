package dog.rebe.outcome;

import java.util.Objects;
import java.util.function.Function;

/**
 * A command that ended by itself with an accepted exit and whose output was decoded.
 *
 * @param result the decoded value
 * @param evidence what was observed
 * @param <T> the type of the decoded value
 */
public record Success<T>(T result, Evidence evidence) implements Outcome<T> {

  public Success {
    Objects.requireNonNull(result, "result");
    Objects.requireNonNull(evidence, "evidence");
  }

  @Override
  public Delivery delivery() {
    return Delivery.COMPLETED;
  }

  @Override
  public <R> Outcome<R> map(Function<? super T, ? extends R> mapper) {
    return new Success<>(mapper.apply(result), evidence);
  }
}
