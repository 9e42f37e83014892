package dog.rebe.outcome;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What the library knows of a failed call, for its explanation.
 *
 * @param node the node's id
 * @param canChange whether the command's effect has an impact, and the command did not itself say
 *     that it changed nothing
 * @param attempts how often it was handed to the transport
 * @param elapsed how long the call took
 * @param exit how the process ended, where that is known
 * @param value what else is known: of {@code timed-out} the time that was allowed as {@link
 *     Duration#toString}, of {@code output-limit} the limit in bytes, of {@code nonzero-exit} what
 *     the machine said, of {@code approval-refused} the reason, of {@code moved-since-preview} what
 *     moved, of {@code directory-unavailable} the directory, of {@code program-not-found} the
 *     program, of others a technical detail. It may come from a node, so it is escaped and
 *     shortened before it is shown; empty for none
 */
public record Circumstances(
    String node,
    boolean canChange,
    int attempts,
    Duration elapsed,
    Optional<Exit> exit,
    String value) {

  public Circumstances {
    Objects.requireNonNull(node, "node");
    Objects.requireNonNull(elapsed, "elapsed");
    Objects.requireNonNull(exit, "exit");
    Objects.requireNonNull(value, "value");
  }
}
