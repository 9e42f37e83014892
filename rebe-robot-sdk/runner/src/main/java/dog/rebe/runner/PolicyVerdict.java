package dog.rebe.runner;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a {@link Policy} decided, with its reason in words. */
public sealed interface PolicyVerdict {

  /** Why, in words for the owner. */
  String reason();

  /**
   * It may run at once.
   *
   * @param reason why
   */
  record Allowed(String reason) implements PolicyVerdict {
    public Allowed {
      requireReason(reason);
    }
  }

  /**
   * It may run once enough people have approved it.
   *
   * @param reason why
   * @param approvers how many different people; 1 or more
   * @param groups the groups of which each of them must be in one; empty for anyone who is trusted;
   *     copied
   * @param requesterMayApprove whether who asked for the run counts among them
   */
  record NeedsApproval(
      String reason, int approvers, Set<String> groups, boolean requesterMayApprove)
      implements PolicyVerdict {
    public NeedsApproval {
      requireReason(reason);
      groups = Set.copyOf(groups);
      if (approvers < 1) {
        throw new IllegalArgumentException(approvers + " approvers: use 1 or more");
      }
    }
  }

  /**
   * It may not run.
   *
   * @param reason why
   */
  record Denied(String reason) implements PolicyVerdict {
    public Denied {
      requireReason(reason);
    }
  }

  /** Its values for a canonical form. */
  default Map<String, Object> canonical() {
    Map<String, Object> form = new LinkedHashMap<>();
    form.put("reason", reason());
    if (this instanceof NeedsApproval needs) {
      form.put("verdict", "needs-approval");
      form.put("approvers", needs.approvers());
      form.put("groups", List.copyOf(new TreeSet<>(needs.groups())));
      form.put("requesterMayApprove", needs.requesterMayApprove());
    } else {
      form.put("verdict", this instanceof Allowed ? "allowed" : "denied");
    }
    return form;
  }

  private static void requireReason(String reason) {
    if (reason.isBlank()) {
      throw new IllegalArgumentException("A verdict gives its reason in words");
    }
  }
}
