package dog.rebe.sandbox.previewer;

/** The end of a script, or of a subshell, by {@code exit} or a failure under {@code set -e}. */
final class ShellEnd extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient ShellStatus status;

  ShellEnd(ShellStatus status) {
    super("exit " + status.code(), null, false, false);
    this.status = status;
  }

  ShellStatus status() {
    return status;
  }
}
