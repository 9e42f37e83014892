package dog.rebe.cli.report;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** The middle of some times. Eight bytes are kept for each. Not thread-safe. */
final class Median {

  private long[] nanos = new long[64];
  private int count;

  /** One more time. */
  void add(Duration time) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = time.toNanos();
  }

  /** The time within which half of them lie; empty if there is none. */
  Optional<Duration> median() {
    if (count == 0) {
      return Optional.empty();
    }
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return Optional.of(Duration.ofNanos(sorted[(count - 1) / 2]));
  }
}
