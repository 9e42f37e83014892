package dog.rebe.command;

import dog.rebe.outcome.FailureKind;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the journal of a node says about a token. */
public sealed interface JournalAnswer {

  /**
   * The command has ended, and its output follows.
   *
   * @param status its exit status, as a shell tells it: a signal is 128 plus its number
   * @param stdoutBytes how many bytes of standard output were recorded and follow
   * @param stderrBytes how many bytes of standard error were recorded and follow
   * @param outputCut whether it had printed more than was recorded
   */
  record Ended(int status, long stdoutBytes, long stderrBytes, boolean outputCut)
      implements JournalAnswer {}

  /** It was started, now or earlier, and nobody waits for it. */
  record Detached() implements JournalAnswer {}

  /**
   * There is no result. This delivery ran nothing; an earlier one may have.
   *
   * @param kind why
   */
  record NoResult(FailureKind kind) implements JournalAnswer {}

  /** Reads a frame without its prefix; empty if it is none. */
  static Optional<JournalAnswer> read(String frame) {
    Matcher ended = Frame.ENDED.matcher(frame);
    if (ended.matches()) {
      return Optional.of(
          new Ended(
              Integer.parseInt(ended.group(1)),
              Long.parseLong(ended.group(2)),
              Long.parseLong(ended.group(3)),
              !ended.group(4).equals("0")));
    }
    if (frame.equals(Frames.DETACHED)) {
      return Optional.of(new Detached());
    }
    return frame.startsWith(Frames.UNKNOWN + ":")
        ? FailureKind.ofCode(frame.substring(Frames.UNKNOWN.length() + 1)).map(NoResult::new)
        : Optional.empty();
  }

  /** The form of a frame. */
  final class Frame {
    private static final Pattern ENDED =
        Pattern.compile(Frames.ENDED + ":([0-9]{1,3}):([0-9]{1,12}):([0-9]{1,12}):([01])");

    private Frame() {}
  }
}
