package dog.rebe.change;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * The time of the last change of content, where a command sets it and does not merely write.
 *
 * @param instant to this; empty if to the time at which the command runs
 */
public record SetTime(Optional<Instant> instant) {

  public SetTime {
    Objects.requireNonNull(instant, "instant");
  }
}
