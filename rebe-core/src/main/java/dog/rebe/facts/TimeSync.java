package dog.rebe.facts;

import java.time.Instant;
import java.util.Optional;

/**
 * The machine's clock and what keeps it right.
 *
 * @param clock what the machine's clock said, to the second
 * @param keeper the program that keeps it, where one was found
 * @param synchronization whether that program says that the clock is right
 */
public record TimeSync(Instant clock, Optional<String> keeper, Synchronization synchronization) {

  /** Whether a clock is right. */
  public enum Synchronization {
    /** Its keeper says so. */
    YES,
    /** Its keeper says that it is not, or not yet. */
    NO,
    /** Nobody says. */
    UNKNOWN
  }
}
