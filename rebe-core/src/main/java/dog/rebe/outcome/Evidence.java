package dog.rebe.outcome;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What was observed of a call.
 *
 * @param exit how the process ended by itself; empty when that is not known
 * @param elapsed monotonic time from admission to the end of the call
 * @param attempts how often the command was handed to the transport; 0 when it never was
 * @param output what arrived in the last attempt. A success keeps the counts only: its bytes went
 *     to the decoder
 */
public record Evidence(Optional<Exit> exit, Duration elapsed, int attempts, CapturedOutput output) {

  public Evidence {
    Objects.requireNonNull(exit, "exit");
    Objects.requireNonNull(elapsed, "elapsed");
    Objects.requireNonNull(output, "output");
  }

  /** Evidence of a call that never reached a transport. */
  public static Evidence none() {
    return new Evidence(Optional.empty(), Duration.ZERO, 0, CapturedOutput.empty());
  }
}
