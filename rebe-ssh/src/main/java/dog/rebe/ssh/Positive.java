package dog.rebe.ssh;

import java.time.Duration;

/** Refuses options that make no sense. */
final class Positive {

  private Positive() {}

  static void number(int value, String name) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " is " + value + ": use 1 or more");
    }
  }

  static void time(Duration value, String name) {
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(name + " is " + value + ": use more than zero");
    }
  }
}
