package dog.rebe.sandbox.shell;

/** Something that the parser does not follow. */
final class ScriptException extends Exception {

  private static final long serialVersionUID = 1L;

  ScriptException(String reason) {
    super(reason, null, false, false);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
