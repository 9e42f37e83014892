package dog.rebe.policy;

import dog.rebe.runner.PolicyVerdict;
import dog.rebe.runner.PolicyVerdict.Allowed;
import dog.rebe.runner.PolicyVerdict.Denied;
import dog.rebe.runner.PolicyVerdict.NeedsApproval;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Verdicts as lines of policies say them. */
final class VerdictText {

  private static final Pattern NEED =
      Pattern.compile(
          "need ([1-9][0-9]?)(?: of ([A-Za-z0-9_-]+(?: or [A-Za-z0-9_-]+)*))?(, not requester)?");

  private VerdictText() {}

  static PolicyVerdict parse(String text, String reason) {
    if (text.equals("allow")) {
      return new Allowed(reason);
    }
    if (text.equals("deny")) {
      return new Denied(reason);
    }
    Matcher need = NEED.matcher(text);
    if (!need.matches()) {
      throw new PolicyException(
          "'"
              + text
              + "' is no verdict: say allow, deny, or need N, with 'of GROUP or GROUP' and ', not"
              + " requester'");
    }
    Set<String> groups = need.group(2) == null ? Set.of() : Set.of(need.group(2).split(" or "));
    return new NeedsApproval(
        reason, Integer.parseInt(need.group(1)), groups, need.group(3) == null);
  }
}
