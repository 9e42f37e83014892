package dog.rebe.runner;

import java.util.List;

/**
 * Where a {@link Reconciler} gets the approvals of a drift that the policy does not allow by
 * itself. Implementations are thread-safe and may ask people, but should not wait for them long:
 * the same proposal is asked for in each round, as long as it stays what it is.
 */
@FunctionalInterface
public interface Consent {

  /** The approvals that there are by now; empty if nobody has decided. */
  List<SignedApproval> approvals(Proposal drift);

  /** Nobody approves: only what the policy allows by itself is done, and all else is shown. */
  static Consent none() {
    return drift -> List.of();
  }
}
