package dog.rebe.cli;

import java.time.Instant;
import java.util.Optional;

/**
 * What a chronicle tells of a run.
 *
 * @param run its id
 * @param robot who planned it
 * @param requestedBy who asked for it
 * @param begun when it was begun
 * @param steps how many steps on nodes were begun
 * @param end how it ended; empty for one that is under way or was cut off
 */
record RunStory(
    String run, String robot, String requestedBy, Instant begun, long steps, Optional<String> end) {

  RunStory withStep() {
    return new RunStory(run, robot, requestedBy, begun, steps + 1, end);
  }

  RunStory ended(String how) {
    return new RunStory(run, robot, requestedBy, begun, steps, Optional.of(how));
  }
}
