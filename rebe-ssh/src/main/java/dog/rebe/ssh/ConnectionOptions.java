package dog.rebe.ssh;

import dog.rebe.ssh.link.AlgorithmOffer;
import dog.rebe.ssh.link.LinkOptions;
import dog.rebe.ssh.link.LinkTiming;
import java.time.Duration;

/**
 * How connections are made and watched. All times are on the monotonic clock: a jump of the wall
 * clock closes nothing. Immutable.
 *
 * @param connectTimeout for TCP, all addresses of a name together, longer than zero; default 10 s.
 *     A command never waits longer than its own deadline
 * @param handshakeTimeout from the TCP connection to the host being believed, its banner included,
 *     longer than zero; default 15 s
 * @param loginTimeout for the login, longer than zero; default 15 s
 * @param heartbeatInterval how often an open connection is asked whether it lives; default 15 s;
 *     zero for never, and then a connection that goes silent in mid-command is noticed by the
 *     deadline only
 * @param heartbeatsUnanswered how many of these may go unanswered before the connection counts as
 *     lost, from 1; default 3
 * @param windowBytes how much output of one command may arrive ahead of its reader, 4 KiB to 16
 *     MiB; default 256 KiB. It bounds memory, and speed over long ways: a window for each round
 *     trip
 * @param ioThreads how many threads do the input and output of all connections, from 1; default 2,
 *     or as many as there are processors up to 4
 * @param quickAcks whether received data is acknowledged at once where the system can do it
 *     (Linux's TCP_QUICKACK); default yes
 */
public record ConnectionOptions(
    Duration connectTimeout,
    Duration handshakeTimeout,
    Duration loginTimeout,
    Duration heartbeatInterval,
    int heartbeatsUnanswered,
    int windowBytes,
    int ioThreads,
    boolean quickAcks) {

  private static final int LEAST_WINDOW = 4 * 1024;
  private static final int MOST_WINDOW = 16 * 1024 * 1024;

  private static final ConnectionOptions DEFAULTS =
      new ConnectionOptions(
          Duration.ofSeconds(10),
          Duration.ofSeconds(15),
          Duration.ofSeconds(15),
          Duration.ofSeconds(15),
          3,
          256 * 1024,
          Math.max(2, Math.min(4, Runtime.getRuntime().availableProcessors())),
          true);

  public ConnectionOptions {
    Positive.time(connectTimeout, "connectTimeout");
    Positive.time(handshakeTimeout, "handshakeTimeout");
    Positive.time(loginTimeout, "loginTimeout");
    if (heartbeatInterval.isNegative()) {
      throw new IllegalArgumentException(
          "heartbeatInterval is " + heartbeatInterval + ": use zero or more");
    }
    Positive.number(heartbeatsUnanswered, "heartbeatsUnanswered");
    if (windowBytes < LEAST_WINDOW || windowBytes > MOST_WINDOW) {
      throw new IllegalArgumentException(
          "windowBytes is " + windowBytes + ": use " + LEAST_WINDOW + " to " + MOST_WINDOW);
    }
    Positive.number(ioThreads, "ioThreads");
  }

  /** The defaults. */
  public static ConnectionOptions defaults() {
    return DEFAULTS;
  }

  /** The same with another timeout for TCP. */
  public ConnectionOptions withConnectTimeout(Duration timeout) {
    return new ConnectionOptions(
        timeout,
        handshakeTimeout,
        loginTimeout,
        heartbeatInterval,
        heartbeatsUnanswered,
        windowBytes,
        ioThreads,
        quickAcks);
  }

  /** The same with another timeout for banner and key exchange. */
  public ConnectionOptions withHandshakeTimeout(Duration timeout) {
    return new ConnectionOptions(
        connectTimeout,
        timeout,
        loginTimeout,
        heartbeatInterval,
        heartbeatsUnanswered,
        windowBytes,
        ioThreads,
        quickAcks);
  }

  /** The same with another timeout for the login. */
  public ConnectionOptions withLoginTimeout(Duration timeout) {
    return new ConnectionOptions(
        connectTimeout,
        handshakeTimeout,
        timeout,
        heartbeatInterval,
        heartbeatsUnanswered,
        windowBytes,
        ioThreads,
        quickAcks);
  }

  /** The same with other heartbeats. */
  public ConnectionOptions withHeartbeat(Duration interval, int unanswered) {
    return new ConnectionOptions(
        connectTimeout,
        handshakeTimeout,
        loginTimeout,
        interval,
        unanswered,
        windowBytes,
        ioThreads,
        quickAcks);
  }

  /** The same with another window. */
  public ConnectionOptions withWindowBytes(int bytes) {
    return new ConnectionOptions(
        connectTimeout,
        handshakeTimeout,
        loginTimeout,
        heartbeatInterval,
        heartbeatsUnanswered,
        bytes,
        ioThreads,
        quickAcks);
  }

  /** The same with another number of I/O threads. */
  public ConnectionOptions withIoThreads(int threads) {
    return new ConnectionOptions(
        connectTimeout,
        handshakeTimeout,
        loginTimeout,
        heartbeatInterval,
        heartbeatsUnanswered,
        windowBytes,
        threads,
        quickAcks);
  }

  /** The same with or without quick acknowledgements. */
  public ConnectionOptions withQuickAcks(boolean quick) {
    return new ConnectionOptions(
        connectTimeout,
        handshakeTimeout,
        loginTimeout,
        heartbeatInterval,
        heartbeatsUnanswered,
        windowBytes,
        ioThreads,
        quick);
  }

  LinkOptions linkOptions(boolean openAhead, AlgorithmOffer offer) {
    return new LinkOptions(ioThreads, quickAcks, openAhead, windowBytes, offer);
  }

  LinkTiming timing() {
    return new LinkTiming(
        connectTimeout, handshakeTimeout, loginTimeout, heartbeatInterval, heartbeatsUnanswered);
  }
}
