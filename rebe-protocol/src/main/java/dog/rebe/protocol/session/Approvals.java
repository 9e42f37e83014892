package dog.rebe.protocol.session;

import dog.rebe.change.Approval;
import dog.rebe.change.ApprovalGate;
import dog.rebe.change.ApprovalVerdict;
import dog.rebe.change.ApprovedRun;
import dog.rebe.change.CommandDigest;
import dog.rebe.command.Command;
import dog.rebe.node.NodeId;
import dog.rebe.outcome.FailureKind;
import dog.rebe.protocol.fleet.RunApproval;
import dog.rebe.protocol.identity.EnrolledPeers;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The approvals that come to an agent with runs: it believes those that an enrolled approver signed
 * since the agent was made, and each for one run. Thread-safe.
 */
public final class Approvals {

  /** More runs than this with approvals that have not expired are not begun. */
  private static final int MOST_REMEMBERED = 10_000;

  private final EnrolledPeers approvers;
  private final Clock clock;
  private final Instant since;
  private final Map<String, Instant> used = new HashMap<>();

  /**
   * Of these approvers.
   *
   * @param clock wall-clock time
   */
  public Approvals(EnrolledPeers approvers, Clock clock) {
    this.approvers = approvers;
    this.clock = clock;
    this.since = clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** The gate of a run with this approval, which is used up by it. */
  ApprovalGate gate(RunApproval signed, Command<?> command, List<NodeId> nodes)
      throws Admittance.RefusedException {
    Approval approval = signed.approval();
    if (!approvers.keyOf(approval.approver()).map(signed::isSignedBy).orElse(false)) {
      throw refused("It is not signed by an approver who is enrolled here");
    } else if (approval.givenAt().isBefore(since)) {
      throw refused(
          "It was given before this agent was started, which does not know any more whether it was"
              + " used: ask for another");
    }
    ApprovalVerdict verdict =
        approval.judge(CommandDigest.of(command, nodes), approval.run(), clock.instant());
    if (verdict instanceof ApprovalVerdict.Refused no) {
      throw refused(no.reason());
    }
    use(approval);
    return ApprovedRun.of(approval, approval.run(), command, nodes, clock);
  }

  private synchronized void use(Approval approval) throws Admittance.RefusedException {
    Instant now = clock.instant();
    used.values().removeIf(expiry -> !expiry.isAfter(now));
    if (used.containsKey(approval.run())) {
      throw refused("It was used, and counts for one run");
    } else if (used.size() >= MOST_REMEMBERED) {
      throw refused("Too many approvals are remembered here: wait until some have expired");
    }
    used.put(approval.run(), approval.expiresAt());
  }

  private static Admittance.RefusedException refused(String why) {
    return new Admittance.RefusedException(
        FailureKind.APPROVAL_REFUSED, "The agent does not take the approval: " + why);
  }
}
