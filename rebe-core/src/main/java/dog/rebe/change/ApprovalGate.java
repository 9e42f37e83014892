package dog.rebe.change;

import dog.rebe.command.Effect;
import java.util.concurrent.CompletionStage;

/**
 * Decides whether what destroys may run, and what only changes where the gate {@linkplain
 * #decidesOn wants to}. An executor without a gate refuses what destroys. {@link ApprovedRun} is
 * the gate of what a person has approved by its digest. Implementations are thread-safe and may
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

  /**
   * Whether it decides on commands of this effect, too. Asked of what changes but destroys nothing;
   * it always decides on what destroys, and never on what only reads. Must not block.
   *
   * @return false unless a gate says otherwise: what only changes runs without asking it
   */
  default boolean decidesOn(Effect effect) {
    return effect.isDestructive();
  }
}
