package dog.rebe.execution;

import dog.rebe.command.JournalAnswer;
import dog.rebe.outcome.Exit;
import dog.rebe.outcome.ExitStatus;
import dog.rebe.outcome.FailureKind;
import java.util.Optional;

/** What a node's journal said, as the end of an attempt. */
final class JournaledEnd {

  private static final Exit WELL = new ExitStatus(0);

  private JournaledEnd() {}

  /**
   * @param exit how the process ended that told it; anything but 0 means that it did not tell all
   */
  static ExchangeEnd of(Optional<JournalAnswer> answer, Exit exit) {
    if (answer.isEmpty() || !exit.equals(WELL)) {
      return new ExchangeEnd.Lost(
          FailureKind.EXIT_UNKNOWN, "What records the command's result ended with " + exit);
    }
    JournalAnswer said = answer.get();
    if (said instanceof JournalAnswer.Ended ended) {
      return new ExchangeEnd.Exited(Exit.ofShellStatus(ended.status()), ended.outputCut());
    }
    if (said instanceof JournalAnswer.NoResult none) {
      return none.kind() == FailureKind.STILL_RUNNING
          ? new ExchangeEnd.StillRunning()
          : new ExchangeEnd.Lost(none.kind(), "The node's journal has no result for the token");
    }
    return new ExchangeEnd.Exited(WELL);
  }
}
