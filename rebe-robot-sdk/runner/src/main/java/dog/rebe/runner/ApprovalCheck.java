package dog.rebe.runner;

import dog.rebe.change.ApprovalVerdict;
import dog.rebe.change.Digest;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Decides whether approvals are enough for a run, at a time. Pure. */
final class ApprovalCheck {

  private final RunTerms terms;
  private final Trust trust;

  ApprovalCheck(RunTerms terms, Trust trust) {
    this.terms = terms;
    this.trust = trust;
  }

  /** Whether they are enough; otherwise why each that does not count does not. */
  ApprovalVerdict judge(Collection<SignedApproval> approvals, Instant now) {
    PolicyVerdict verdict = terms.verdict();
    if (verdict instanceof PolicyVerdict.Denied denied) {
      return ApprovalVerdict.refused("The policy denies it: " + denied.reason());
    }
    if (verdict instanceof PolicyVerdict.Allowed) {
      return ApprovalVerdict.approved();
    }
    PolicyVerdict.NeedsApproval needs = (PolicyVerdict.NeedsApproval) verdict;
    Set<String> people = new HashSet<>();
    List<String> reasons = new ArrayList<>();
    for (SignedApproval approval : approvals) {
      ApprovalVerdict one = judge(approval, needs, now);
      if (one instanceof ApprovalVerdict.Refused refused) {
        reasons.add(refused.reason());
      } else {
        people.add(trust.find(approval.key()).orElseThrow().name());
      }
    }
    if (people.size() >= needs.approvers()) {
      return ApprovalVerdict.approved();
    }
    return ApprovalVerdict.refused(
        "It needs the approval of "
            + needs.approvers()
            + (needs.approvers() == 1 ? " person" : " different people")
            + (needs.groups().isEmpty() ? "" : " of " + needs.groups())
            + ", and "
            + people.size()
            + " counted"
            + (reasons.isEmpty() ? "" : ": " + String.join("; ", reasons)));
  }

  private ApprovalVerdict judge(
      SignedApproval approval, PolicyVerdict.NeedsApproval needs, Instant now) {
    if (trust.isRobot(approval.key())) {
      return ApprovalVerdict.refused("A robot's own key approves nothing");
    }
    var approver = trust.find(approval.key());
    if (approver.isEmpty()) {
      return ApprovalVerdict.refused(
          "The key " + approval.key().hex().substring(0, 12) + " is not trusted in this realm");
    }
    String name = approver.get().name();
    if (!isSignedBy(approver.get(), approval)) {
      return ApprovalVerdict.refused("The signature of " + name + " is not good");
    }
    if (!approval.realm().equals(terms.realm())) {
      return ApprovalVerdict.refused("The approval of " + name + " was given in another realm");
    }
    if (!approval.run().equals(terms.run())) {
      return ApprovalVerdict.refused(
          "The approval of " + name + " was given for another run and counts only once");
    }
    if (!approval.plan().equals(terms.plan())) {
      return another(name, "plan", approval.plan(), terms.plan());
    }
    if (!approval.preview().equals(terms.preview())) {
      return another(name, "preview", approval.preview(), terms.preview());
    }
    if (!approval.subject().equals(terms.subject())) {
      return ApprovalVerdict.refused(
          "The approval of "
              + name
              + " is for this plan with another verdict of the policy, goal, robot or requester: "
              + approval.subject().abbreviated()
              + ", and this is "
              + terms.subject().abbreviated());
    }
    if (now.isBefore(approval.givenAt())) {
      return ApprovalVerdict.refused("The approval of " + name + " is dated in the future");
    }
    if (!now.isBefore(approval.expiresAt())) {
      return ApprovalVerdict.refused(
          "The approval of " + name + " expired at " + approval.expiresAt());
    }
    if (!needs.requesterMayApprove() && name.equals(terms.requestedBy())) {
      return ApprovalVerdict.refused(name + " asked for this run and may not approve it");
    }
    if (!needs.groups().isEmpty()
        && needs.groups().stream().noneMatch(approver.get().groups()::contains)) {
      return ApprovalVerdict.refused(name + " is in none of the groups " + needs.groups());
    }
    return ApprovalVerdict.approved();
  }

  private static ApprovalVerdict another(
      String name, String what, Digest approved, Digest proposed) {
    return ApprovalVerdict.refused(
        "The approval of "
            + name
            + " is for another "
            + what
            + ": "
            + approved.abbreviated()
            + ", and this is "
            + proposed.abbreviated());
  }

  private static boolean isSignedBy(Approver approver, SignedApproval approval) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initVerify(approver.key());
      signature.update(approval.signedBytes());
      return signature.verify(approval.signature());
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
