package dog.rebe.execution;

import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Evidence;
import java.time.Duration;
import java.util.Optional;

/** What was observed of a call, put together at its end. */
final class Evidences {

  private Evidences() {}

  static Evidence of(
      Passage<?> passage, AttemptResult result, CapturedOutput output, Scheduler scheduler) {
    return new Evidence(
        Optional.ofNullable(result.exit()),
        Duration.ofNanos(passage.elapsedNanos(scheduler)),
        passage.attempts(),
        output);
  }
}
