package dog.rebe.execution;

import dog.rebe.change.ApprovalGate;
import dog.rebe.change.ApprovalRequest;
import dog.rebe.change.ApprovalVerdict;
import dog.rebe.change.CommandDigest;
import dog.rebe.command.Effect;
import dog.rebe.outcome.FailureKind;
import org.jspecify.annotations.Nullable;

/**
 * Asks the gate before each attempt of what destroys, and of what changes if the gate wants it: an
 * approval may have expired meanwhile, and the machine may have moved.
 */
final class Approval implements Step {

  private final @Nullable ApprovalGate gate;
  private final Records records;
  private final Corridor corridor;
  private final Step next;

  Approval(Surroundings surroundings, Records records, Corridor corridor, Step next) {
    this.gate = surroundings.approvalGate();
    this.records = records;
    this.corridor = corridor;
    this.next = next;
  }

  @Override
  public void enter(Passage<?> passage) {
    if (gate == null || !isAsked(gate, passage.command().effect())) {
      next.enter(passage);
      return;
    }
    Pause pause = Pause.beforeSending(passage, corridor, FailureKind.TIMED_OUT, "the approval");
    if (pause.begin()) {
      corridor.block(() -> ask(gate, pause));
    }
  }

  /** A gate that breaks at this question is asked, which shows that it broke. */
  private static boolean isAsked(ApprovalGate gate, Effect effect) {
    try {
      return effect.isDestructive() || (effect.hasImpact() && gate.decidesOn(effect));
    } catch (RuntimeException e) {
      return true;
    }
  }

  private void ask(ApprovalGate asked, Pause pause) {
    Passage<?> passage = pause.passage();
    ApprovalRequest request =
        new ApprovalRequest(
            passage.node(),
            passage.command(),
            CommandDigest.of(passage.command(), passage.node().id()),
            records.nameOf(passage));
    try {
      asked
          .decide(request)
          .whenComplete(
              (verdict, failure) -> {
                ApprovalVerdict answer =
                    verdict == null || failure != null
                        ? ApprovalVerdict.refused("The approval gate failed: " + failure)
                        : verdict;
                pause.resume(call -> decided(call, request, answer));
              });
    } catch (RuntimeException e) {
      ApprovalVerdict answer = ApprovalVerdict.refused("The approval gate broke: " + e);
      pause.resume(call -> decided(call, request, answer));
    }
  }

  private void decided(Passage<?> passage, ApprovalRequest request, ApprovalVerdict verdict) {
    records.approval(passage, request, verdict);
    if (verdict instanceof ApprovalVerdict.Refused refused) {
      passage.refuse(FailureKind.APPROVAL_REFUSED, refused.reason());
    } else if (verdict instanceof ApprovalVerdict.Moved moved) {
      passage.refuse(FailureKind.MOVED_SINCE_PREVIEW, moved.what());
    } else {
      next.enter(passage);
    }
  }
}
