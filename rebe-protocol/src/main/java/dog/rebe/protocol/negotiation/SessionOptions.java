package dog.rebe.protocol.negotiation;

import java.time.Duration;
import java.util.Objects;

/**
 * What one side offers for its sessions. Immutable.
 *
 * @param offer versions and features; default {@link Offer#current()}
 * @param maxFrameBytes the longest frame that this side reads; 65,536 to 16,777,216, default
 *     1,048,576
 * @param windowBytes how much may be on its way to this side without an acknowledgement, so at most
 *     so much is kept by the other side for sending again; at least {@code maxFrameBytes} and at
 *     most 1,073,741,824, default 4,194,304
 * @param heartbeat how often this side says something on a quiet link; 1 ms to 1 h, default 10 s.
 *     The other side takes the link for lost when it hears nothing for three times as long
 * @param openingTimeout how long connecting and agreeing may take together; default 10 s
 * @param resumeWindow how long calls outlive their link, on both sides, if both have the feature
 *     "resume"; default 30 s, zero means not at all
 * @param maxCalls how many calls are served at the same time on one session; 1 to 1,000,000,
 *     default 10,000
 */
public record SessionOptions(
    Offer offer,
    int maxFrameBytes,
    long windowBytes,
    Duration heartbeat,
    Duration openingTimeout,
    Duration resumeWindow,
    int maxCalls) {

  private static final SessionOptions DEFAULTS =
      new SessionOptions(
          Offer.current(),
          1_048_576,
          4_194_304,
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          10_000);

  public SessionOptions {
    Objects.requireNonNull(offer, "offer");
    require(
        maxFrameBytes >= 65_536 && maxFrameBytes <= 16_777_216,
        "maxFrameBytes " + maxFrameBytes + " must be 65536 to 16777216");
    require(
        windowBytes >= maxFrameBytes && windowBytes <= 1_073_741_824,
        "windowBytes "
            + windowBytes
            + " must be maxFrameBytes, here "
            + maxFrameBytes
            + ", to 1073741824");
    require(
        heartbeat.compareTo(Duration.ofMillis(1)) >= 0
            && heartbeat.compareTo(Duration.ofHours(1)) <= 0,
        "The heartbeat " + heartbeat + " must be 1 ms to 1 h");
    require(
        !openingTimeout.isZero() && !openingTimeout.isNegative(),
        "The opening timeout " + openingTimeout + " must be longer than zero");
    require(!resumeWindow.isNegative(), "The resume window " + resumeWindow + " is negative");
    require(
        maxCalls >= 1 && maxCalls <= 1_000_000, "maxCalls " + maxCalls + " must be 1 to 1000000");
  }

  private static void require(boolean kept, String message) {
    if (!kept) {
      throw new IllegalArgumentException(message);
    }
  }

  /** The defaults. */
  public static SessionOptions defaults() {
    return DEFAULTS;
  }

  /** The same with another offer. */
  public SessionOptions withOffer(Offer newOffer) {
    return new SessionOptions(
        newOffer, maxFrameBytes, windowBytes, heartbeat, openingTimeout, resumeWindow, maxCalls);
  }

  /** The same with another limit for frames and another window. */
  public SessionOptions withWindow(int newMaxFrameBytes, long newWindowBytes) {
    return new SessionOptions(
        offer, newMaxFrameBytes, newWindowBytes, heartbeat, openingTimeout, resumeWindow, maxCalls);
  }

  /** The same with another heartbeat. */
  public SessionOptions withHeartbeat(Duration newHeartbeat) {
    return new SessionOptions(
        offer, maxFrameBytes, windowBytes, newHeartbeat, openingTimeout, resumeWindow, maxCalls);
  }

  /** The same with another timeout for the opening. */
  public SessionOptions withOpeningTimeout(Duration timeout) {
    return new SessionOptions(
        offer, maxFrameBytes, windowBytes, heartbeat, timeout, resumeWindow, maxCalls);
  }

  /** The same with another time for which calls outlive their link. */
  public SessionOptions withResumeWindow(Duration window) {
    return new SessionOptions(
        offer, maxFrameBytes, windowBytes, heartbeat, openingTimeout, window, maxCalls);
  }

  /** The same with another number of calls. */
  public SessionOptions withMaxCalls(int calls) {
    return new SessionOptions(
        offer, maxFrameBytes, windowBytes, heartbeat, openingTimeout, resumeWindow, calls);
  }
}
