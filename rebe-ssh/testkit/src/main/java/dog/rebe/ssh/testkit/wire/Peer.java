package dog.rebe.ssh.testkit.wire;

import java.time.Duration;

/** How a hand-written peer behaves towards everybody who connects to it. */
public sealed interface Peer {

  /** Accepts and never says a word. */
  record Silent() implements Peer {}

  /** Accepts and closes. */
  record HangsUp() implements Peer {}

  /**
   * Begins a line before its banner and goes on with it for ever, one byte at a time.
   *
   * @param interval between two bytes; longer than zero
   */
  record DripsBanner(Duration interval) implements Peer {
    public DripsBanner {
      if (interval.isZero() || interval.isNegative()) {
        throw new IllegalArgumentException(
            "The interval " + interval + " must be longer than zero");
      }
    }
  }

  /** Sends lines before its banner as fast as they are taken, and never the banner. */
  record FloodsBanner() implements Peer {}

  /** Greets as a mail server does. */
  record NotSsh() implements Peer {}

  /**
   * Sends a banner and a packet of this length, of which no more than its first bytes come.
   *
   * @param length what the packet claims, as an unsigned number of 32 bits
   */
  record AbsurdPacketLength(long length) implements Peer {
    public AbsurdPacketLength {
      if (length < 0 || length > 0xFFFF_FFFFL) {
        throw new IllegalArgumentException(
            "A packet length of " + length + " does not fit into 32 bits without a sign");
      }
    }
  }

  /**
   * Sends a banner and its proposal for the key exchange, and closes when the client's has come.
   */
  record ClosesInKeyExchange() implements Peer {}

  /** As {@link ClosesInKeyExchange}, by a reset. */
  record ResetsInKeyExchange() implements Peer {}

  /**
   * Sends a banner and a proposal, and then nothing more. What a client makes of the proposal shows
   * in whether it goes on or says goodbye.
   *
   * @param algorithms what it offers
   */
  record Proposes(Algorithms algorithms) implements Peer {}
}
