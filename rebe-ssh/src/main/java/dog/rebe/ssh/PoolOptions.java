package dog.rebe.ssh;

import dog.rebe.ssh.pool.PoolLimits;
import java.time.Duration;

/**
 * How many sessions a transport keeps, and for how long. Immutable.
 *
 * @param maxSessions sessions in total, from 1; default 2,000. An idle session of another node is
 *     closed to make room
 * @param maxSessionsPerNode sessions to one node as one user, from 1; default 4. Ending a command
 *     may open one more
 * @param maxConnecting connections that are being made at one time, from 1; default 64
 * @param channelsPerSession channels of one session, from 1; default 10, which is OpenSSH's
 *     MaxSessions. One is kept in reserve for ending commands. A server that refuses more is
 *     remembered
 * @param openAhead whether a session keeps one channel opened ahead, so that its next command takes
 *     one round trip in place of two; default yes. Never where it would take the last channel that
 *     the server allows, or the one in reserve
 * @param forwardsPerSession connections to other nodes through one session to a jump host, from 1;
 *     default 100
 * @param acquireTimeout how long a command waits for room before it fails with {@code
 *     pool-exhausted}, longer than zero; default 30 s. It never waits longer than its own deadline
 * @param idleTimeout after which an unused session is closed, on the monotonic clock, longer than
 *     zero; default 5 min
 * @param validateAfter how long a session may be silent before it is asked for a sign of life when
 *     it is lent; default 20 s; zero asks every time, which costs a round trip. Heartbeats count as
 *     signs of life
 * @param validateWithin how long that sign may take before the session is given up, longer than
 *     zero; default 3 s
 */
public record PoolOptions(
    int maxSessions,
    int maxSessionsPerNode,
    int maxConnecting,
    int channelsPerSession,
    boolean openAhead,
    int forwardsPerSession,
    Duration acquireTimeout,
    Duration idleTimeout,
    Duration validateAfter,
    Duration validateWithin) {

  private static final PoolOptions DEFAULTS =
      new PoolOptions(
          2000,
          4,
          64,
          10,
          true,
          100,
          Duration.ofSeconds(30),
          Duration.ofMinutes(5),
          Duration.ofSeconds(20),
          Duration.ofSeconds(3));

  public PoolOptions {
    Positive.number(maxSessions, "maxSessions");
    Positive.number(maxSessionsPerNode, "maxSessionsPerNode");
    Positive.number(maxConnecting, "maxConnecting");
    Positive.number(channelsPerSession, "channelsPerSession");
    Positive.number(forwardsPerSession, "forwardsPerSession");
    Positive.time(acquireTimeout, "acquireTimeout");
    Positive.time(idleTimeout, "idleTimeout");
    if (validateAfter.isNegative()) {
      throw new IllegalArgumentException(
          "validateAfter is " + validateAfter + ": use zero or more");
    }
    Positive.time(validateWithin, "validateWithin");
  }

  /** The defaults. */
  public static PoolOptions defaults() {
    return DEFAULTS;
  }

  /** The same with another maximum of sessions in total. */
  public PoolOptions withMaxSessions(int sessions) {
    return new PoolOptions(
        sessions,
        maxSessionsPerNode,
        maxConnecting,
        channelsPerSession,
        openAhead,
        forwardsPerSession,
        acquireTimeout,
        idleTimeout,
        validateAfter,
        validateWithin);
  }

  /** The same with another maximum of sessions to one node. */
  public PoolOptions withMaxSessionsPerNode(int sessions) {
    return new PoolOptions(
        maxSessions,
        sessions,
        maxConnecting,
        channelsPerSession,
        openAhead,
        forwardsPerSession,
        acquireTimeout,
        idleTimeout,
        validateAfter,
        validateWithin);
  }

  /** The same with another maximum of connections that are being made at one time. */
  public PoolOptions withMaxConnecting(int connections) {
    return new PoolOptions(
        maxSessions,
        maxSessionsPerNode,
        connections,
        channelsPerSession,
        openAhead,
        forwardsPerSession,
        acquireTimeout,
        idleTimeout,
        validateAfter,
        validateWithin);
  }

  /** The same with another maximum of channels of one session. */
  public PoolOptions withChannelsPerSession(int channels) {
    return new PoolOptions(
        maxSessions,
        maxSessionsPerNode,
        maxConnecting,
        channels,
        openAhead,
        forwardsPerSession,
        acquireTimeout,
        idleTimeout,
        validateAfter,
        validateWithin);
  }

  /** The same with or without a channel opened ahead. */
  public PoolOptions withOpenAhead(boolean ahead) {
    return new PoolOptions(
        maxSessions,
        maxSessionsPerNode,
        maxConnecting,
        channelsPerSession,
        ahead,
        forwardsPerSession,
        acquireTimeout,
        idleTimeout,
        validateAfter,
        validateWithin);
  }

  /** The same with another maximum of connections through one session to a jump host. */
  public PoolOptions withForwardsPerSession(int forwards) {
    return new PoolOptions(
        maxSessions,
        maxSessionsPerNode,
        maxConnecting,
        channelsPerSession,
        openAhead,
        forwards,
        acquireTimeout,
        idleTimeout,
        validateAfter,
        validateWithin);
  }

  /** The same with another acquire timeout. */
  public PoolOptions withAcquireTimeout(Duration timeout) {
    return new PoolOptions(
        maxSessions,
        maxSessionsPerNode,
        maxConnecting,
        channelsPerSession,
        openAhead,
        forwardsPerSession,
        timeout,
        idleTimeout,
        validateAfter,
        validateWithin);
  }

  /** The same with another idle timeout. */
  public PoolOptions withIdleTimeout(Duration timeout) {
    return new PoolOptions(
        maxSessions,
        maxSessionsPerNode,
        maxConnecting,
        channelsPerSession,
        openAhead,
        forwardsPerSession,
        acquireTimeout,
        timeout,
        validateAfter,
        validateWithin);
  }

  /** The same with other times for the validation before lending. */
  public PoolOptions withValidation(Duration after, Duration within) {
    return new PoolOptions(
        maxSessions,
        maxSessionsPerNode,
        maxConnecting,
        channelsPerSession,
        openAhead,
        forwardsPerSession,
        acquireTimeout,
        idleTimeout,
        after,
        within);
  }

  PoolLimits limits() {
    return new PoolLimits(
        maxSessions,
        maxSessionsPerNode,
        maxConnecting,
        channelsPerSession,
        openAhead,
        forwardsPerSession,
        acquireTimeout,
        idleTimeout,
        validateAfter,
        validateWithin);
  }
}
