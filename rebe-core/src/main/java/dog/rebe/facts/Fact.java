package dog.rebe.facts;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One fact about a machine: its value, or why it is not available here. Never an empty value in
 * place of one that could not be read.
 *
 * @param <T> the record that holds the value
 */
public sealed interface Fact<T> permits Fact.Known, Fact.Missing {

  /** What it is about. */
  Topic topic();

  /** When the answer was read, by our own clock. */
  Instant readAt();

  /** The value, if there is one. */
  Optional<T> value();

  /** How old the answer is at this moment; never negative. */
  default Duration age(Instant now) {
    Duration age = Duration.between(readAt(), now);
    return age.isNegative() ? Duration.ZERO : age;
  }

  /**
   * A fact with its value.
   *
   * @param topic what it is about
   * @param source the files or the tool that told it
   * @param readAt when the answer was read, by our own clock
   * @param is the value
   */
  record Known<T>(Topic topic, String source, Instant readAt, T is) implements Fact<T> {
    public Known {
      Objects.requireNonNull(topic, "topic");
      Objects.requireNonNull(source, "source");
      Objects.requireNonNull(readAt, "readAt");
      Objects.requireNonNull(is, "is");
    }

    @Override
    public Optional<T> value() {
      return Optional.of(is);
    }
  }

  /**
   * A fact that is not available here.
   *
   * @param topic what it would be about
   * @param reason why it is missing
   * @param detail for the author; text of the node in it is shortened and safe to show
   * @param readAt when that was found out
   */
  record Missing<T>(Topic topic, Reason reason, String detail, Instant readAt) implements Fact<T> {
    public Missing {
      Objects.requireNonNull(topic, "topic");
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(detail, "detail");
      Objects.requireNonNull(readAt, "readAt");
    }

    @Override
    public Optional<T> value() {
      return Optional.empty();
    }

    @Override
    public String toString() {
      return "not available here, because " + reason.text() + " (" + detail + ")";
    }
  }
}
