package dog.rebe.execution;

import java.time.Duration;
import java.util.Objects;

/**
 * How an executor spares nodes that are in trouble, and itself. Immutable; {@link #defaults()} and
 * {@code with...} make others.
 *
 * @param nodeFailures after how many failures in a row to reach a node its breaker opens; at least
 *     1. Default 5
 * @param siteLabel the label whose value names a node's site; nodes without it belong to none.
 *     Default {@code site}
 * @param siteFailures after how many different nodes of a site that could not be reached, with none
 *     reached between them, the site's breaker opens; at least 1. Default 20
 * @param openFor how long an open breaker refuses before it lets one attempt through to probe;
 *     doubles with each probe that fails, up to eight times. Longer than zero. Default 30 s
 * @param maxBreakers how many breakers are kept at most; beyond that the one that failed longest
 *     ago is forgotten, which costs its node one attempt; at least 1. Default 10,000
 * @param connectionsPerSecond how many attempts a second may go to nodes to which no connection is
 *     open ({@link Transport#isConnected}); zero means no limit. Default 0
 * @param connectionBurst how many of them may go at once after a quiet time; at least 1. Default 50
 * @param maxAttempts how many attempts may be with transports at the same time; others wait within
 *     their deadline; at least 1. Default 1,024
 */
public record HealthOptions(
    int nodeFailures,
    String siteLabel,
    int siteFailures,
    Duration openFor,
    int maxBreakers,
    double connectionsPerSecond,
    int connectionBurst,
    int maxAttempts) {

  private static final HealthOptions DEFAULTS =
      new HealthOptions(5, "site", 20, Duration.ofSeconds(30), 10_000, 0, 50, 1_024);

  public HealthOptions {
    requirePositive(nodeFailures, "failures of a node");
    if (Objects.requireNonNull(siteLabel, "siteLabel").isEmpty()) {
      throw new IllegalArgumentException("The label of a site is empty: name a label");
    }
    requirePositive(siteFailures, "failed nodes of a site");
    if (openFor.isZero() || openFor.isNegative()) {
      throw new IllegalArgumentException(
          "A breaker stays open for " + openFor + ": use a time longer than zero");
    }
    requirePositive(maxBreakers, "breakers");
    if (!(connectionsPerSecond >= 0) || Double.isInfinite(connectionsPerSecond)) {
      throw new IllegalArgumentException(
          connectionsPerSecond + " connections a second: use zero for no limit, or more");
    }
    requirePositive(connectionBurst, "connections at once");
    requirePositive(maxAttempts, "attempts at the same time");
  }

  private static void requirePositive(int number, String what) {
    if (number < 1) {
      throw new IllegalArgumentException(
          "The number of " + what + " is " + number + ": use 1 or more");
    }
  }

  /** The defaults that are named at each component. */
  public static HealthOptions defaults() {
    return DEFAULTS;
  }

  /** The same with this breaker for nodes. */
  public HealthOptions withNodeBreaker(int failures, Duration open) {
    return new HealthOptions(
        failures,
        siteLabel,
        siteFailures,
        open,
        maxBreakers,
        connectionsPerSecond,
        connectionBurst,
        maxAttempts);
  }

  /** The same with this breaker for sites. */
  public HealthOptions withSiteBreaker(String label, int failedNodes) {
    return new HealthOptions(
        nodeFailures,
        label,
        failedNodes,
        openFor,
        maxBreakers,
        connectionsPerSecond,
        connectionBurst,
        maxAttempts);
  }

  /** The same with room for this many breakers. */
  public HealthOptions withMaxBreakers(int breakers) {
    return new HealthOptions(
        nodeFailures,
        siteLabel,
        siteFailures,
        openFor,
        breakers,
        connectionsPerSecond,
        connectionBurst,
        maxAttempts);
  }

  /** The same with this limit on new connections. */
  public HealthOptions withConnectionRate(double perSecond, int burst) {
    return new HealthOptions(
        nodeFailures, siteLabel, siteFailures, openFor, maxBreakers, perSecond, burst, maxAttempts);
  }

  /** The same with this many attempts at the same time. */
  public HealthOptions withMaxAttempts(int attempts) {
    return new HealthOptions(
        nodeFailures,
        siteLabel,
        siteFailures,
        openFor,
        maxBreakers,
        connectionsPerSecond,
        connectionBurst,
        attempts);
  }
}
