package dog.rebe.execution;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what became of the call into the chronicle, before anybody is told; who waits is told also
 * where that breaks.
 */
final class OutcomeRecording implements Step {

  private static final Logger LOG = LoggerFactory.getLogger(OutcomeRecording.class);

  private final Records records;
  private final Step next;

  OutcomeRecording(Records records, Step next) {
    this.records = records;
    this.next = next;
  }

  @Override
  public void enter(Passage<?> passage) {
    try {
      records.outcome(passage);
    } catch (RuntimeException | Error e) {
      LOG.error("The outcome of a call on {} could not be recorded", passage.node().id(), e);
    }
    next.enter(passage);
  }
}
