package dog.rebe.outcome;

import java.util.Optional;
import java.util.function.Function;

/**
 * The one truthful end of a call: a {@link Success} with a typed value, or a {@link Failure} with
 * its kind, its delivery and an explanation. Nothing that happens on a node is thrown as an
 * exception.
 *
 * <p>Outcomes are immutable and safe to share between threads.
 *
 * @param <T> the type of the decoded value
 */
public sealed interface Outcome<T> permits Success, Failure {

  /** What was observed: exit, time, attempts, bytes, and what was cut. */
  Evidence evidence();

  /** What may have happened on the node. Always {@link Delivery#COMPLETED} for a success. */
  Delivery delivery();

  /** The value of a success; empty for a failure. */
  default Optional<T> value() {
    return this instanceof Success<T> success ? Optional.of(success.result()) : Optional.empty();
  }

  /** The failure, if this is one. */
  default Optional<Failure<T>> failure() {
    return this instanceof Failure<T> failure ? Optional.of(failure) : Optional.empty();
  }

  /**
   * One value of either: for a success what {@code onSuccess} makes of its value, for a failure
   * what {@code onFailure} makes of it.
   */
  default <R> R fold(
      Function<? super T, ? extends R> onSuccess,
      Function<? super Failure<T>, ? extends R> onFailure) {
    return this instanceof Success<T> success
        ? onSuccess.apply(success.result())
        : onFailure.apply((Failure<T>) this);
  }

  /** Applies {@code mapper} to the value of a success; a failure stays as it is. */
  <R> Outcome<R> map(Function<? super T, ? extends R> mapper);
}
