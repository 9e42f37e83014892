package dog.rebe.ssh.testkit;

import java.time.Duration;

/** A fault of a node that never becomes an SSH server. */
public sealed interface ConnectionFault extends Fault {

  /** The port refuses connections. */
  record SwitchedOff() implements ConnectionFault {}

  /** The connection is accepted and stays silent. */
  record BlackHole() implements ConnectionFault {}

  /** The connection is accepted and closed. */
  record HangsUp() implements ConnectionFault {}

  /**
   * A line before the banner that never ends.
   *
   * @param interval between two bytes; longer than zero
   */
  record SlowBanner(Duration interval) implements ConnectionFault {
    public SlowBanner {
      if (interval.isZero() || interval.isNegative()) {
        throw new IllegalArgumentException(
            "The interval " + interval + " must be longer than zero");
      }
    }
  }

  /** Lines before the banner without end. */
  record BannerFlood() implements ConnectionFault {}

  /** A greeting that is no SSH banner. */
  record NotSsh() implements ConnectionFault {}
}
