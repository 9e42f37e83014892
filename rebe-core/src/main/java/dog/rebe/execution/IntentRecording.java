package dog.rebe.execution;

import dog.rebe.chronicle.Durability;
import dog.rebe.outcome.FailureKind;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Writes the intent into the chronicle. What has an impact is sent only once its intent is safe;
 * what only reads does not wait, but is not sent either by a chronicle that is known to have
 * failed.
 */
final class IntentRecording implements Step {

  private final Records records;
  private final Corridor corridor;
  private final Step next;

  IntentRecording(Records records, Corridor corridor, Step next) {
    this.records = records;
    this.corridor = corridor;
    this.next = next;
  }

  @Override
  public void enter(Passage<?> passage) {
    if (!records.areKept()) {
      next.enter(passage);
    } else if (passage.command().effect().hasImpact()) {
      awaitIntent(passage);
    } else {
      CompletionStage<Void> written = records.intent(passage, Durability.BUFFERED);
      if (written instanceof CompletableFuture<Void> future && future.isCompletedExceptionally()) {
        refuse(passage, future.handle((done, failure) -> failure).join());
      } else {
        next.enter(passage);
      }
    }
  }

  private void awaitIntent(Passage<?> passage) {
    Pause pause = Pause.beforeSending(passage, corridor, FailureKind.TIMED_OUT, "the chronicle");
    if (!pause.begin()) {
      return;
    }
    records
        .intent(passage, Durability.FORCED)
        .whenComplete(
            (done, failure) ->
                pause.resume(failure == null ? next : call -> refuse(call, failure)));
  }

  private static void refuse(Passage<?> passage, Throwable failure) {
    passage.refuse(
        FailureKind.CHRONICLE_FAILED, "The intent could not be recorded: " + failure.getMessage());
  }
}
