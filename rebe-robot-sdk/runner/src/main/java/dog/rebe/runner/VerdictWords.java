package dog.rebe.runner;

import java.util.TreeSet;

/** A policy's verdict in words, with what it asks for. */
final class VerdictWords {

  private VerdictWords() {}

  /**
   * Verdict and reason.
   *
   * @param requestedBy who asked for the run
   */
  static String of(PolicyVerdict verdict, String requestedBy) {
    return demand(verdict, requestedBy) + ": " + verdict.reason();
  }

  /** The verdict without its reason. */
  static String demand(PolicyVerdict verdict, String requestedBy) {
    if (verdict instanceof PolicyVerdict.Allowed) {
      return "allowed without approval";
    }
    if (!(verdict instanceof PolicyVerdict.NeedsApproval needs)) {
      return "DENIED";
    }
    return "needs the approval of "
        + needs.approvers()
        + (needs.approvers() == 1 ? " person" : " people")
        + (needs.groups().isEmpty()
            ? ""
            : " of " + String.join(" or ", new TreeSet<>(needs.groups())))
        + (needs.requesterMayApprove() ? "" : ", not " + requestedBy);
  }
}
