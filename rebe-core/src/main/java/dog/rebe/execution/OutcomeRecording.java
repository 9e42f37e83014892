package dog.rebe.execution;

/** Writes what became of the call into the chronicle, before anybody is told. */
final class OutcomeRecording implements Step {

  private final Records records;
  private final Step next;

  OutcomeRecording(Records records, Step next) {
    this.records = records;
    this.next = next;
  }

  @Override
  public void enter(Passage<?> passage) {
    records.outcome(passage);
    next.enter(passage);
  }
}
