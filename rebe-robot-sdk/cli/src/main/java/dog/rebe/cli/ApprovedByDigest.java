package dog.rebe.cli;

import dog.rebe.change.ApprovalGate;
import dog.rebe.change.ApprovalRequest;
import dog.rebe.change.ApprovalVerdict;
import dog.rebe.change.Digest;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Lets exactly those commands on exactly those nodes run whose digests a person has approved.
 * Thread-safe.
 */
final class ApprovedByDigest implements ApprovalGate {

  private final Set<Digest> approved;

  /** Approves these. */
  ApprovedByDigest(Set<Digest> approved) {
    this.approved = Set.copyOf(approved);
  }

  @Override
  public CompletionStage<ApprovalVerdict> decide(ApprovalRequest request) {
    return CompletableFuture.completedFuture(
        approved.contains(request.digest())
            ? ApprovalVerdict.approved()
            : ApprovalVerdict.refused(
                "This command on this node is none of those that were approved"));
  }
}
