package dog.rebe.sandbox;

import java.time.Duration;
import java.util.Objects;

/** Refuses arguments in words that name the value and the remedy. */
final class Checks {

  private Checks() {}

  static void positive(Duration duration, String name) {
    if (Objects.requireNonNull(duration, name).isZero() || duration.isNegative()) {
      throw new IllegalArgumentException(
          "The " + name + " is " + duration + ": it must be longer than zero");
    }
  }

  static void range(long value, long least, long most, String name) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "The " + name + " is " + value + ": it must be " + least + " to " + most);
    }
  }
}
