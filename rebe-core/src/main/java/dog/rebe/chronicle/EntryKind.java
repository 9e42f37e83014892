package dog.rebe.chronicle;

/** What an entry of a chronicle records. */
public enum EntryKind {
  /** The chronicle was opened, and whether a torn tail was cut back. */
  OPENED,
  /** A command is about to be sent. */
  INTENT,
  /** What became of a command. */
  OUTCOME,
  /** An approval was given or refused. */
  APPROVAL,
  /** A host key was trusted by an explicit act. */
  ENROLMENT,
  /**
   * Something that an owner should look at, for instance a changed host key or a clock that jumped.
   */
  ALERT
}
