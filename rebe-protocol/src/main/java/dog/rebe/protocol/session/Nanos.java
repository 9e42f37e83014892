package dog.rebe.protocol.session;

import java.time.Duration;

/** Durations as the wire has them. What is longer than 292 years travels as that. */
final class Nanos {

  private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

  private Nanos() {}

  static long of(Duration duration) {
    return duration.compareTo(LONGEST) >= 0 ? Long.MAX_VALUE : duration.toNanos();
  }

  /** The wire's numbers have no sign. */
  static Duration toDuration(long nanos) {
    return nanos < 0 ? LONGEST : Duration.ofNanos(nanos);
  }
}
