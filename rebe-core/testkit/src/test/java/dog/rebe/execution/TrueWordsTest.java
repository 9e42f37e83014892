package dog.rebe.execution;

import static dog.rebe.execution.Simulation.failure;
import static dog.rebe.execution.Simulation.limits;
import static dog.rebe.execution.Simulation.readOnly;
import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Command;
import dog.rebe.command.DecodeException;
import dog.rebe.command.Decoder;
import dog.rebe.command.Repetition;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureKind;
import dog.rebe.testkit.Script;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an owner reads of a failure is true, and names what it is about. */
final class TrueWordsTest {

  private static Failure<?> failing(FailureKind kind, Command<?> command) {
    try (Simulation simulation = Simulation.of(request -> Script.refuses(kind))) {
      return failure(simulation.run(command));
    }
  }

  private static Failure<?> answering(FailureKind kind) {
    Decoder<String> refusing =
        (output, exit) -> {
          throw new DecodeException(kind, "the disk is full");
        };
    try (Simulation simulation = Simulation.of(request -> Script.answers(""))) {
      return failure(
          simulation.run(
              Command.of("put").changes(Repetition.REPEATABLE).limits(limits()).decode(refusing)));
    }
  }

  @Test
  void theFolderIsTheOneThatWasAskedFor() {
    Failure<?> failure = failing(FailureKind.DIRECTORY_UNAVAILABLE, readOnly().directory("/nope"));

    assertThat(failure.explanation().whatHappened()).endsWith("The folder is “/nope”.");
    assertThat(failure.detail()).contains("scripted");
  }

  @Test
  void theMissingProgramIsNamedWithWhatIsOddAboutIt() {
    Failure<?> failure =
        failing(FailureKind.PROGRAM_NOT_FOUND, Command.of("uname -r").readOnly().limits(limits()));

    assertThat(failure.delivery()).isEqualTo(Delivery.NOT_STARTED);
    assertThat(failure.explanation().whatHappened()).endsWith("The program is “uname -r”.");
    assertThat(failure.detail())
        .startsWith("There is no program 'uname -r' that this login may run.")
        .contains("Command.of(\"uname\", \"-r\")");
  }

  @Test
  void aRefusedTransferLeftThingsAsTheyWere() {
    for (FailureKind kind : List.of(FailureKind.PATH_FAILED, FailureKind.UNSUPPORTED)) {
      Failure<?> failure = answering(kind);

      assertThat(failure.delivery()).isEqualTo(Delivery.COMPLETED);
      assertThat(failure.explanation().whetherChanged()).startsWith("Nothing was put in place");
      assertThat(failure.explanation().nextStep()).doesNotContain("looked at");
    }
  }
}
