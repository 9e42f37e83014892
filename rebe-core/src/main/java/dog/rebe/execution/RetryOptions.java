package dog.rebe.execution;

import dev.failsafe.RetryPolicy;
import dev.failsafe.RetryPolicyConfig;
import java.time.Duration;
import java.util.Objects;

/**
 * How often and after which delays a call is tried again within its deadline. Whether it may be
 * tried again at all is not configured here: effect, failure kind and delivery decide that.
 * Immutable.
 *
 * @param maxAttempts how many tries there may be in all, at least 1; 1 means no retry. Default 4
 * @param firstDelay the delay before the first retry; zero means that no retry waits. Default 250
 *     ms
 * @param longestDelay each delay is twice the one before, up to this; at least the first. Default
 *     10 s
 * @param jitter how much shorter or longer than that a delay may be by chance, as a share of it; 0
 *     to 1. Default 0.5
 * @param nonZeroExits whether a command that ended with an exit status that it does not accept is
 *     tried again, if it has no impact, or changes something and is repeatable. Default no
 */
public record RetryOptions(
    int maxAttempts,
    Duration firstDelay,
    Duration longestDelay,
    double jitter,
    boolean nonZeroExits) {

  private static final RetryOptions DEFAULTS =
      new RetryOptions(4, Duration.ofMillis(250), Duration.ofSeconds(10), 0.5, false);

  public RetryOptions {
    if (maxAttempts < 1) {
      throw new IllegalArgumentException(
          maxAttempts + " attempts are too few: use 1 for no retry, or more");
    }
    Objects.requireNonNull(longestDelay, "longestDelay");
    if (Objects.requireNonNull(firstDelay, "firstDelay").isNegative()) {
      throw new IllegalArgumentException(
          "The first delay " + firstDelay + " is negative: use zero or more");
    }
    if (longestDelay.compareTo(firstDelay) < 0) {
      throw new IllegalArgumentException(
          "The longest delay " + longestDelay + " is shorter than the first, " + firstDelay);
    }
    if (!(jitter >= 0 && jitter <= 1)) {
      throw new IllegalArgumentException("The jitter " + jitter + " is no share: use 0 to 1");
    }
  }

  /** The defaults that are named at each component. */
  public static RetryOptions defaults() {
    return DEFAULTS;
  }

  /** One attempt and no more. */
  public static RetryOptions none() {
    return DEFAULTS.withMaxAttempts(1);
  }

  /** The same with this many attempts. */
  public RetryOptions withMaxAttempts(int attempts) {
    return new RetryOptions(attempts, firstDelay, longestDelay, jitter, nonZeroExits);
  }

  /** The same with these delays. */
  public RetryOptions withBackoff(Duration first, Duration longest) {
    return new RetryOptions(maxAttempts, first, longest, jitter, nonZeroExits);
  }

  /** The same with this jitter. */
  public RetryOptions withJitter(double share) {
    return new RetryOptions(maxAttempts, firstDelay, longestDelay, share, nonZeroExits);
  }

  /**
   * The same, and exit statuses that are not accepted are tried again where the effect allows it.
   */
  public RetryOptions retryingNonZeroExits() {
    return new RetryOptions(maxAttempts, firstDelay, longestDelay, jitter, true);
  }

  /** The same figures as Failsafe knows them. */
  RetryPolicyConfig<Object> policy() {
    var policy = RetryPolicy.builder().withMaxAttempts(maxAttempts).withJitter(jitter);
    if (!firstDelay.isZero() && longestDelay.compareTo(firstDelay) > 0) {
      policy.withBackoff(firstDelay, longestDelay);
    } else if (!firstDelay.isZero()) {
      policy.withDelay(firstDelay);
    }
    return policy.build().getConfig();
  }
}
