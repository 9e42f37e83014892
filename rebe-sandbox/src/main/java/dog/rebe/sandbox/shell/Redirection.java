package dog.rebe.sandbox.shell;

/**
 * Where a command's input or output goes.
 *
 * @param descriptor 0, 1 or 2
 * @param kind how
 * @param target the file, the number of a descriptor, or the text of a here-document
 */
public record Redirection(int descriptor, Kind kind, Word target) {

  /** How. */
  public enum Kind {
    /** {@code <} */
    READ,
    /** {@code >} */
    WRITE,
    /** {@code >>} */
    APPEND,
    /** {@code >&} */
    DUPLICATE,
    /** {@code <<} */
    TEXT
  }
}
