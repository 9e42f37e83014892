package dog.rebe.execution;

import java.time.Duration;

/** Durations as nanoseconds, where centuries mean "never" and do not overflow. */
final class Saturated {

  /** About 146 years: half of what a monotonic clock can tell apart. */
  static final long FOREVER_NANOS = Long.MAX_VALUE / 2;

  private static final Duration FOREVER = Duration.ofNanos(FOREVER_NANOS);

  private Saturated() {}

  static long nanos(Duration duration) {
    return duration.compareTo(FOREVER) >= 0 ? FOREVER_NANOS : Math.max(0, duration.toNanos());
  }
}
