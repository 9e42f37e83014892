package dog.rebe.command;

import dog.rebe.outcome.Exit;
import java.util.Objects;

/** How detached work stands. All but {@link Running} are terminal: they do not change any more. */
public sealed interface WorkState {

  /** Whether it stays as it is. */
  default boolean isTerminal() {
    return !(this instanceof Running);
  }

  /**
   * It is at work.
   *
   * @param stdoutBytes how much of standard output is recorded so far
   * @param stderrBytes how much of standard error
   */
  record Running(long stdoutBytes, long stderrBytes) implements WorkState {}

  /**
   * It ended by itself, or by the first, polite signal of a cancellation.
   *
   * @param exit how; a shell cannot tell an exit status above 128 from a signal
   * @param stdoutBytes how much of standard output is recorded
   * @param stderrBytes how much of standard error
   * @param outputCut whether it had printed more than that
   */
  record Ended(Exit exit, long stdoutBytes, long stderrBytes, boolean outputCut)
      implements WorkState {
    public Ended {
      Objects.requireNonNull(exit, "exit");
    }
  }

  /** It was ended by a cancellation, and no process of its group is left. */
  record Cancelled() implements WorkState {}

  /**
   * The processes that ran and recorded it were killed by somebody else. It may have run in full,
   * in part or not at all, and parts of it that those did not take along may still run.
   */
  record Lost() implements WorkState {}

  /**
   * The machine was restarted, or lost its journal, before there was a result. It may have run in
   * full, in part or not at all.
   */
  record NodeRestarted() implements WorkState {}

  /** The journal has no record of it: it never began, or its result was kept long enough. */
  record NotRecorded() implements WorkState {}
}
