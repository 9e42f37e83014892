package dog.rebe.execution;

import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.Exit;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.JumpHostFault;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of one attempt.
 *
 * @param kind why it failed; absent when the process ended with an accepted exit and output that
 *     may be decoded
 * @param delivery what may have happened on the node
 * @param exit how the process ended by itself, where that is known
 * @param output what was kept of its output
 * @param detail for the author
 * @param changedNothing whether the command itself said so
 * @param jumpHost what was wrong with a machine on the way, where that is why
 */
record AttemptResult(
    @Nullable FailureKind kind,
    Delivery delivery,
    @Nullable Exit exit,
    CapturedOutput output,
    String detail,
    boolean changedNothing,
    Optional<JumpHostFault> jumpHost) {

  AttemptResult(
      @Nullable FailureKind kind,
      Delivery delivery,
      @Nullable Exit exit,
      CapturedOutput output,
      String detail) {
    this(kind, delivery, exit, output, detail, false, Optional.empty());
  }

  static AttemptResult notStarted(FailureKind kind, String detail) {
    return new AttemptResult(kind, Delivery.NOT_STARTED, null, CapturedOutput.empty(), detail);
  }

  AttemptResult failing(FailureKind newKind, String newDetail) {
    return new AttemptResult(newKind, delivery, exit, output, newDetail);
  }

  AttemptResult refusing(FailureKind newKind, String newDetail) {
    return new AttemptResult(newKind, delivery, exit, output, newDetail, true, jumpHost);
  }

  AttemptResult withDelivery(Delivery newDelivery) {
    return new AttemptResult(kind, newDelivery, exit, output, detail, changedNothing, jumpHost);
  }

  AttemptResult because(Optional<JumpHostFault> fault) {
    return new AttemptResult(kind, delivery, exit, output, detail, changedNothing, fault);
  }
}
