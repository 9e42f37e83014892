package dog.rebe.cli;

/** What the process tells its caller when it ends. Documented in docs/command-line.md. */
public enum ExitCode {
  /** Everything ended well. */
  OK(0),
  /** It ran, and at least one node failed or could not be looked at. */
  SOME_FAILED(1),
  /** Something that was typed, or a file that was named, is wrong. Nothing ran. */
  BAD_INPUT(2),
  /** What was asked for needs an approval that was not given. Nothing ran. */
  NOT_APPROVED(3),
  /** The run stopped early, by the number of failures or by the deadline of the whole run. */
  STOPPED_EARLY(4),
  /** It ran, and the result could not be written to standard output. */
  OUTPUT_LOST(5),
  /** All machines were previewed, and on some the preview ended before the command did. */
  CANNOT_TELL(6),
  /** A fault in rebe itself. */
  INTERNAL(70),
  /** Interrupted by Ctrl-C: what was done is told before. */
  INTERRUPTED(130);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  /** The number that the process ends with. */
  public int number() {
    return number;
  }
}
