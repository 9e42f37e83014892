package dog.rebe.runner;

import dog.rebe.command.Command;
import dog.rebe.command.Decoder;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.ExitStatus;
import dog.rebe.outcome.Outcome;
import java.util.stream.IntStream;

/** What a step's probe says of a machine. */
enum ProbeAnswer {
  DONE,
  NOT_DONE,
  /** It did not run to its end, or not at all. */
  NONE;

  /** A probe that says no has answered; 126 and 127 are a shell that could not run it. */
  private static final int[] ANSWERS = IntStream.rangeClosed(0, 125).toArray();

  /** The probe as it is asked: every status by which it can answer is an answer. */
  static Command<CapturedOutput> question(Command<?> probe) {
    return probe.acceptExits(ANSWERS).decode(Decoder.raw());
  }

  /** What came of the {@link #question}. */
  static ProbeAnswer of(Outcome<?> outcome, Command<?> probe) {
    return outcome.fold(output -> accepts(outcome, probe) ? DONE : NOT_DONE, failure -> NONE);
  }

  private static boolean accepts(Outcome<?> outcome, Command<?> probe) {
    return outcome
        .evidence()
        .exit()
        .filter(
            exit ->
                exit instanceof ExitStatus status && probe.acceptedExits().contains(status.code()))
        .isPresent();
  }
}
