package dog.rebe.change;

import java.util.Objects;

/** The answer of an {@link ApprovalGate}. */
public sealed interface ApprovalVerdict {

  /** It may run. */
  static ApprovalVerdict approved() {
    return Approved.INSTANCE;
  }

  /** It may not run, for this reason in words. */
  static ApprovalVerdict refused(String reason) {
    return new Refused(reason);
  }

  /**
   * It may not run as it was previewed, since what the preview rests on is not as it was.
   *
   * @param what moved, as a sentence
   */
  static ApprovalVerdict moved(String what) {
    return new Moved(what);
  }

  /** It may run. */
  enum Approved implements ApprovalVerdict {
    /** The only one. */
    INSTANCE
  }

  /**
   * It may not run.
   *
   * @param reason in words for the author
   */
  record Refused(String reason) implements ApprovalVerdict {
    public Refused {
      Objects.requireNonNull(reason, "reason");
    }
  }

  /**
   * It may not run: something is not as it was when it was previewed.
   *
   * @param what moved, as a sentence
   */
  record Moved(String what) implements ApprovalVerdict {
    public Moved {
      Objects.requireNonNull(what, "what");
    }
  }
}
