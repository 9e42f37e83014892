package dog.rebe.policy;

import dog.rebe.runner.PolicyVerdict;
import dog.rebe.runner.PolicyVerdict.Allowed;
import dog.rebe.runner.PolicyVerdict.Denied;
import dog.rebe.runner.PolicyVerdict.NeedsApproval;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What a policy must say of something.
 *
 * @param name what it is about, in words
 * @param facts what is judged
 * @param verdict what the policy must say of it; its reason does not count
 * @param reason a part of the reason that it must give; empty for any
 */
public record PolicyCase(String name, PolicyFacts facts, PolicyVerdict verdict, String reason) {

  /** What is wrong with what a policy said, in words; empty if nothing is. */
  Optional<String> fault(PolicyVerdict said) {
    if (!words(said).equals(words(verdict))) {
      return Optional.of(
          name
              + ": it should say '"
              + words(verdict)
              + "' and says '"
              + words(said)
              + "'. "
              + said.reason());
    }
    return said.reason().contains(reason)
        ? Optional.empty()
        : Optional.of(
            name + ": it should give the reason '" + reason + "' and says " + said.reason());
  }

  /** As a line of a policy says it. */
  private static String words(PolicyVerdict verdict) {
    if (verdict instanceof Allowed) {
      return "allow";
    }
    if (verdict instanceof Denied) {
      return "deny";
    }
    NeedsApproval needs = (NeedsApproval) verdict;
    return "need "
        + needs.approvers()
        + (needs.groups().isEmpty()
            ? ""
            : " of " + String.join(" or ", new TreeSet<>(needs.groups())))
        + (needs.requesterMayApprove() ? "" : ", not requester");
  }
}
