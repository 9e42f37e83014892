package dog.rebe.execution;

import dev.failsafe.RetryPolicyConfig;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long to wait before the next try: Failsafe's figures, but our own randomness. */
final class RetryDelay {

  private final Nonces random;
  private final double firstNanos;
  private final double factor;
  private final double mostNanos;
  private final double jitterFactor;

  RetryDelay(RetryOptions options, Nonces random) {
    RetryPolicyConfig<?> policy = options.policy();
    Duration most = policy.getMaxDelay();
    this.random = random;
    firstNanos = nanos(policy.getDelay());
    factor = most == null ? 1 : policy.getDelayFactor();
    mostNanos = most == null ? firstNanos : nanos(most);
    jitterFactor = policy.getJitterFactor();
  }

  private static double nanos(@Nullable Duration duration) {
    return duration == null ? 0 : (double) Saturated.nanos(duration);
  }

  /**
   * @param tries how many tries there were, at least 1
   */
  long nanosAfter(int tries) {
    double delay = Math.min(firstNanos * Math.pow(factor, tries - 1.0), mostNanos);
    double spread = delay * jitterFactor;
    double jittered = spread > 0 ? delay + (2 * random.nextDouble() - 1) * spread : delay;
    return (long) Math.max(0, Math.min(jittered, (double) Saturated.FOREVER_NANOS));
  }
}
