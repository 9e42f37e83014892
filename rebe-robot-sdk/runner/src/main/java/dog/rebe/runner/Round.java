package dog.rebe.runner;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One look of a {@link Reconciler} at its machines, and what it did about what it found.
 *
 * @param at when it ended
 * @param what what came of it
 * @param drift how the machines differ from what is wanted, as a plan that would mend it; empty if
 *     they do not, or nobody looked
 * @param report what was done; empty if nothing was
 * @param coverage at how many machines the robot could look; of none where it did not
 * @param words why, in words; empty if there is nothing to say
 */
public record Round(
    Instant at,
    What what,
    Optional<Proposal> drift,
    Optional<RunReport> report,
    Coverage coverage,
    String words) {

  /** What came of a round. */
  public enum What {
    /** The machines are as they should be; every one was looked at. */
    WELL,
    /**
     * Nothing is to be done on the machines that could be looked at, and at some nobody could: see
     * {@link Round#coverage}.
     */
    UNSEEN,
    /**
     * The drift, or as much of it as the budgets allow, was mended; the report says how it went.
     */
    APPLIED,
    /** A run that an earlier program had begun was gone on with. */
    RESUMED,
    /** Nobody has approved the drift yet. */
    AWAITS_APPROVAL,
    /** The policy denies it, or an approval did not hold. Nothing was done. */
    REFUSED,
    /** The budgets leave no room for it now. Nothing was done. */
    OVER_BUDGET,
    /**
     * An earlier run did not end well, and a person must look first: see {@link Reconciler#clear}.
     * Nothing was done.
     */
    PAUSED,
    /** The robot could not look or plan, or the chronicle failed. */
    FAILED
  }

  public Round {
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(what, "what");
    Objects.requireNonNull(drift, "drift");
    Objects.requireNonNull(report, "report");
    Objects.requireNonNull(coverage, "coverage");
    Objects.requireNonNull(words, "words");
  }

  @Override
  public String toString() {
    return at
        + " "
        + what
        + drift.map(plan -> " " + plan.plan().purpose()).orElse("")
        + (words.isEmpty() ? "" : " " + words);
  }
}
