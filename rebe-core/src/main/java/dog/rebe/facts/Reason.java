package dog.rebe.facts;

/** Why a fact is not available. */
public enum Reason {
  /** Nobody asked for it. */
  NOT_ASKED("it was not asked for"),
  /** The machine has no file or tool that tells it. */
  NOT_THERE("this machine has nothing that tells it"),
  /** What tells it failed. */
  FAILED("the tool that tells it failed"),
  /** What tells it did not answer in time, as a dead network mount does not. */
  TIMED_OUT("what tells it did not answer in time"),
  /** The answer was longer than its limit, and half an answer is none. */
  TOO_LONG("the answer was longer than allowed"),
  /** The answer is not in a form that is understood. */
  NOT_UNDERSTOOD("the answer was not understood"),
  /** The answer, or its end, never arrived. */
  LOST("the answer was lost on its way");

  private final String text;

  Reason(String text) {
    this.text = text;
  }

  /** The reason as the end of a sentence. */
  public String text() {
    return text;
  }
}
