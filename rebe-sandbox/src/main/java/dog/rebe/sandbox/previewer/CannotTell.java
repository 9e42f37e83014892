package dog.rebe.sandbox.previewer;

/** Where a preview ends before the command does. */
final class CannotTell extends Exception {

  private static final long serialVersionUID = 1L;

  CannotTell(String reason) {
    super(reason, null, false, false);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
