package dog.rebe.command;

import java.time.Duration;
import java.util.Objects;

/**
 * How long a command may take and how much it may print. There are no defaults for the deadline and
 * the output; zero and negative values are refused.
 *
 * @param deadline the whole call, with its retries, from admission on, on a monotonic clock
 * @param attemptTimeout one attempt, from being handed to the transport on; at most the deadline
 * @param grace how long the ending of the remote process may take once time is up; a call returns
 *     within deadline plus grace. Zero means that nothing is waited for
 * @param stdoutBytes the most that is kept of standard output
 * @param stderrBytes the most that is kept of standard error
 */
public record Limits(
    Duration deadline,
    Duration attemptTimeout,
    Duration grace,
    long stdoutBytes,
    long stderrBytes) {

  /** How long ending a remote process may take unless {@link #withGrace} says: 2 seconds. */
  public static final Duration DEFAULT_GRACE = Duration.ofSeconds(2);

  /** The most that one stream may keep in memory; larger output is streamed. */
  public static final long MAX_BYTES = Integer.MAX_VALUE - 8L;

  public Limits {
    requirePositive(deadline, "deadline");
    requirePositive(attemptTimeout, "attempt timeout");
    if (attemptTimeout.compareTo(deadline) > 0) {
      throw new IllegalArgumentException(
          "The attempt timeout "
              + attemptTimeout
              + " is longer than the deadline "
              + deadline
              + ": lower the one or raise the other");
    }
    if (Objects.requireNonNull(grace, "grace").isNegative()) {
      throw new IllegalArgumentException("The grace " + grace + " is negative: use zero or more");
    }
    requireBytes(stdoutBytes, "standard output");
    requireBytes(stderrBytes, "standard error");
  }

  /** This deadline, for one attempt as well, and this many bytes for each of the two streams. */
  public static Limits of(Duration deadline, long outputBytes) {
    return new Limits(deadline, deadline, DEFAULT_GRACE, outputBytes, outputBytes);
  }

  /** The same with another timeout for one attempt. */
  public Limits withAttemptTimeout(Duration timeout) {
    return new Limits(deadline, timeout, grace, stdoutBytes, stderrBytes);
  }

  /** The same with another grace. */
  public Limits withGrace(Duration newGrace) {
    return new Limits(deadline, attemptTimeout, newGrace, stdoutBytes, stderrBytes);
  }

  /** The same with another limit for standard error. */
  public Limits withStderrBytes(long bytes) {
    return new Limits(deadline, attemptTimeout, grace, stdoutBytes, bytes);
  }

  private static void requirePositive(Duration duration, String name) {
    if (Objects.requireNonNull(duration, name).isZero() || duration.isNegative()) {
      throw new IllegalArgumentException(
          "The " + name + " " + duration + " must be longer than zero");
    }
  }

  private static void requireBytes(long bytes, String name) {
    if (bytes < 1 || bytes > MAX_BYTES) {
      throw new IllegalArgumentException(
          "The limit of " + bytes + " bytes for " + name + " must be 1 to " + MAX_BYTES);
    }
  }
}
