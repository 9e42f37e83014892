package dog.rebe.runner;

/** How a step stands on a node. */
public enum StepState {
  /** It has had no turn, and nothing was done. */
  NOT_BEGUN,
  /** It had its turn, and provably nothing was done. */
  NOT_STARTED,
  /** It ended well. */
  DONE,
  /** It did not end well, and it is known that it is over. */
  FAILED,
  /** It may have been done wholly, in part or not at all. */
  UNKNOWN,
  /** It was done, and taken back. */
  UNDONE,
  /** It was done, and taking it back did not end well. */
  UNDO_FAILED
}
