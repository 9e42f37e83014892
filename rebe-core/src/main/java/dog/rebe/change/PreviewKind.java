package dog.rebe.change;

/** Where a preview has what it says from, the most telling first. */
public enum PreviewKind {
  /** The command was followed in a sandbox, over the real files of the node. */
  SANDBOX("shown on the real files"),
  /** A read-only command on the node told it: the tool's own dry run, or a look at the state. */
  DRY_RUN("told by a dry run on the machine"),
  /** Nobody looked: it is what the author of the command says of it. */
  DECLARED("only declared by its author"),
  /** Nobody can tell what it would do. */
  BLIND("not to be seen beforehand");

  private final String words;

  PreviewKind(String words) {
    this.words = words;
  }

  /** The same in words for the owner of the machines. */
  public String words() {
    return words;
  }
}
