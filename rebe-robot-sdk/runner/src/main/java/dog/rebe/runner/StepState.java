package dog.rebe.runner;

/** How a step stands on a node. */
public enum StepState {
  /** It has had no turn, and nothing was done. */
  NOT_BEGUN("not begun"),
  /** It had its turn, and provably nothing was done. */
  NOT_STARTED("could not begin"),
  /** It ended well. */
  DONE("done"),
  /** It did not end well, and it is known that it is over. */
  FAILED("failed"),
  /** It may have been done wholly, in part or not at all. */
  UNKNOWN("unknown"),
  /** It was done, and taken back. */
  UNDONE("taken back"),
  /** It was done, and taking it back did not end well. */
  UNDO_FAILED("not taken back");

  private final String words;

  StepState(String words) {
    this.words = words;
  }

  /** In a word or two for people, such as {@code could not begin}. */
  public String words() {
    return words;
  }
}
