package dog.rebe.sandbox.previewer;

/** The end of a script, or of a subshell, by {@code exit} or a failure under {@code set -e}. */
final class ShellEnd extends Exception {

  private static final long serialVersionUID = 1L;

  private final int status;

  ShellEnd(int status) {
    super("exit " + status, null, false, false);
    this.status = status;
  }

  int status() {
    return status;
  }
}
