package dog.rebe.execution;

import dog.rebe.command.Batch;
import dog.rebe.command.Command;
import dog.rebe.command.Decoder;
import dog.rebe.command.Effect;
import dog.rebe.command.Repetition;
import dog.rebe.command.StandardInput;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Exit;
import java.time.Duration;
import java.util.stream.IntStream;

/** What a command becomes when a person sits before it. */
final class Interactions {

  private static final int[] EVERY_STATUS = IntStream.rangeClosed(0, 255).toArray();

  private Interactions() {}

  static Command<Exit> prepare(Command<?> command, Duration idleTimeout) {
    if (idleTimeout.isZero() || idleTimeout.isNegative()) {
      throw new IllegalArgumentException(
          "The idle timeout " + idleTimeout + " must be longer than zero");
    }
    if (command.invocation() instanceof Batch) {
      throw new IllegalArgumentException("A batch answers frames, which no person can read");
    }
    if (!command.input().equals(StandardInput.none())) {
      throw new IllegalArgumentException(
          "A command on a terminal reads what is typed: it takes no other standard input");
    }
    if (!command.secrets().isEmpty()) {
      throw new IllegalArgumentException(
          "Secrets enter by standard input, and a terminal would show them: pass none");
    }
    return command
        .raisedTo(Effect.changes(Repetition.ONCE))
        .acceptExits(EVERY_STATUS)
        .decode(new ExitOnly());
  }

  /** The output was shown, and the exit is all that is left. */
  private static final class ExitOnly implements Decoder<Exit> {
    @Override
    public Exit decode(CapturedOutput output, Exit exit) {
      return exit;
    }

    @Override
    public boolean acceptsCutOutput() {
      return true;
    }
  }
}
