package dog.rebe.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dog.rebe.command.Command;
import dog.rebe.execution.ExchangeEnd;
import dog.rebe.outcome.ExitSignal;
import dog.rebe.outcome.FailureKind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a listener hears of an attempt, and how a command ends. */
abstract class HearingConformance extends ConformanceBench {

  @Test
  final void required_101_hearsCommitAcceptanceOutputAndEndInThisOrder() {
    HeardAttempt attempt = run(shell("echo hello"));

    assertThat(attempt.isCommitted()).isTrue();
    assertThat(attempt.isAccepted()).isTrue();
    assertThat(attempt.stdoutText()).isEqualTo("hello\n");
    assertThat(attempt.awaitEnd(LONG)).isEqualTo(exited(0));
  }

  @Test
  final void required_102_hearsExactlyOneEnd() {
    HeardAttempt attempt = run(shell("exit 0"));
    attempt.exchange().stop();
    attempt.exchange().request(5);
    run(shell("exit 0"));

    assertThat(attempt.violations()).isEmpty();
  }

  @Test
  final void required_103_deliversNothingThatWasNotDemanded() {
    HeardAttempt attempt = start(shell("echo one; echo two >&2; echo three"), 0);
    attempt.awaitAccepted(LONG);
    HeardAttempt meanwhile = run(shell("echo meanwhile"));

    assertThat(meanwhile.stdoutText()).isEqualTo("meanwhile\n");
    assertThat(attempt.chunks()).isZero();
    assertThat(attempt.isOver()).as("the end waits for the output").isFalse();
    attempt.exchange().request(Long.MAX_VALUE);
    assertThat(attempt.awaitEnd(LONG)).isEqualTo(exited(0));
    assertThat(attempt.stdoutText()).isEqualTo("one\nthree\n");
  }

  @Test
  final void required_104_deliversNoMoreChunksThanWereDemanded() {
    HeardAttempt attempt = start(shell(printing(LARGE)), 0);
    int demanded = 0;
    while (!attempt.isOver()) {
      int more = 1 + random.nextInt(3);
      int before = attempt.chunks();
      assertThat(before).isLessThanOrEqualTo(demanded);
      demanded += more;
      attempt.exchange().request(more);
      awaitChunks(attempt, before + 1);
    }
    assertThat(attempt.stdout()).hasSize(LARGE);
  }

  @Test
  final void required_105_deliversAllOutputBeforeTheEnd() {
    for (int i = 0; i < 20; i++) {
      HeardAttempt attempt = run(shell(printing(70_000) + "; echo last"));

      assertThat(attempt.stdout()).hasSize(70_005);
      assertThat(attempt.stdoutText()).endsWith("last\n");
    }
  }

  @Test
  final void required_106_endsThoughNothingIsDemandedWhenThereIsNoOutput() {
    HeardAttempt attempt = start(shell("exit 7"), 0);

    assertThat(attempt.awaitEnd(LONG)).isEqualTo(exited(7));
  }

  @Test
  final void required_111_tellsTheExitStatus() {
    for (int status : new int[] {0, 1, 2, 42, 100, 255}) {
      assertThat(run(shell("exit " + status)).awaitEnd(LONG)).isEqualTo(exited(status));
    }
  }

  @Test
  final void optional_112_namesTheSignalThatEndedACommand() {
    assumeTrue(tellsSignals(), "the transport cannot tell signals");
    for (String signal : List.of("KILL", "TERM", "ALRM", "HUP")) {
      ExchangeEnd end = run(shell("kill -s " + signal + " $$; exit 77")).awaitEnd(LONG);
      // Under nohup a command inherits that HUP is ignored, and lives on.
      if (!signal.equals("HUP") || !end.equals(exited(77))) {
        assertThat(end).isEqualTo(new ExchangeEnd.Exited(new ExitSignal(signal)));
      }
    }
  }

  @Test
  final void required_113_startsNothingWhereThereIsNoSuchProgram() {
    HeardAttempt attempt = run(limited(Command.of("/nonexistent/program").readOnly()));

    assertThat(attempt.awaitEnd(LONG))
        .isInstanceOfSatisfying(
            ExchangeEnd.NotStarted.class,
            end -> assertThat(end.kind()).isEqualTo(FailureKind.PROGRAM_NOT_FOUND));
  }

  @Test
  final void required_114_doesNotWaitForProcessesInTheBackgroundThatPrintNothing() {
    HeardAttempt attempt = run(shell("sleep 120 </dev/null >/dev/null 2>&1 & echo $!; exit 3"));

    assertThat(attempt.awaitEnd(LONG)).isEqualTo(exited(3));
    String pid = attempt.stdoutText().strip();
    assertThat(isAlive(pid)).isTrue();
    run(shell("kill " + pid));
  }
}
