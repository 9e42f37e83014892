package dog.rebe.change;

import java.util.concurrent.CompletionStage;

/**
 * Decides whether what destroys may run. An executor without a gate refuses it. {@link ApprovedRun}
 * is the gate of what a person has approved by its digest. Implementations are thread-safe and may
 * take their time; the call's deadline runs meanwhile.
 */
@FunctionalInterface
public interface ApprovalGate {

  /**
   * Decides on one command on one node. Asked again before each attempt: an approval may have
   * expired.
   *
   * @return the verdict; an exceptional completion counts as a refusal
   */
  CompletionStage<ApprovalVerdict> decide(ApprovalRequest request);
}
