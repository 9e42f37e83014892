package dog.rebe.outcome;

import java.util.Objects;

/**
 * The two output streams of a process as far as they arrived.
 *
 * @param stdout standard output
 * @param stderr standard error
 */
public record CapturedOutput(CapturedStream stdout, CapturedStream stderr) {

  private static final CapturedOutput EMPTY =
      new CapturedOutput(CapturedStream.empty(), CapturedStream.empty());

  public CapturedOutput {
    Objects.requireNonNull(stdout, "stdout");
    Objects.requireNonNull(stderr, "stderr");
  }

  /** No output at all. */
  public static CapturedOutput empty() {
    return EMPTY;
  }

  /** Whether either stream was cut at its limit. */
  public boolean isCut() {
    return stdout.isCut() || stderr.isCut();
  }

  /** The same counts without the bytes. */
  public CapturedOutput countsOnly() {
    return new CapturedOutput(stdout.countsOnly(), stderr.countsOnly());
  }
}
