package dog.rebe.change;

import java.time.Instant;
import java.util.Objects;

/**
 * Somebody's consent, as data: to one thing, by its digest; for one run; until some time. Resuming
 * that run is the same use; another run needs another approval. It carries no signature: where it
 * came from is known only to whoever made this object, so it must never be made of what a node or a
 * plugin said.
 *
 * @param subject the digest of what is approved
 * @param run the id of the run for which it is given, chosen anew for each run
 * @param approver who gave it
 * @param givenAt when
 * @param expiresAt from when on it counts no more; after {@code givenAt}
 */
public record Approval(
    Digest subject, String run, String approver, Instant givenAt, Instant expiresAt) {

  public Approval {
    Objects.requireNonNull(subject, "subject");
    if (run.isBlank() || approver.isBlank()) {
      throw new IllegalArgumentException("An approval names its run and its approver");
    }
    if (!expiresAt.isAfter(givenAt)) {
      throw new IllegalArgumentException(
          "The approval expires at " + expiresAt + ", which is not after " + givenAt);
    }
  }

  /**
   * Whether it allows this, in this run, at this time.
   *
   * @param asked the digest of what is about to be done
   * @param askedRun the id of the run in which it is about to be done
   * @param now the time by the wall clock
   */
  public ApprovalVerdict judge(Digest asked, String askedRun, Instant now) {
    if (!asked.equals(subject)) {
      return ApprovalVerdict.refused(
          "The approval is for " + subject.abbreviated() + ", not for " + asked.abbreviated());
    }
    if (!askedRun.equals(run)) {
      return ApprovalVerdict.refused("The approval was given for another run and counts only once");
    }
    if (now.isBefore(givenAt)) {
      return ApprovalVerdict.refused("The approval is dated " + givenAt + ", which is yet to come");
    }
    if (!now.isBefore(expiresAt)) {
      return ApprovalVerdict.refused("The approval expired at " + expiresAt);
    }
    return ApprovalVerdict.approved();
  }
}
