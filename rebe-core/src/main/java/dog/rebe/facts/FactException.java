package dog.rebe.facts;

/** Why an answer gave no fact. */
final class FactException extends Exception {

  private static final long serialVersionUID = 1L;

  private final Reason reason;

  FactException(Reason reason, String detail) {
    super(detail);
    this.reason = reason;
  }

  /** An answer in another form than the expected one. */
  static FactException notUnderstood(String what, String text) {
    String shown = text.length() > 80 ? text.substring(0, 80) + "…" : text;
    return new FactException(Reason.NOT_UNDERSTOOD, what + " in '" + shown + "'");
  }

  Reason reason() {
    return reason;
  }
}
