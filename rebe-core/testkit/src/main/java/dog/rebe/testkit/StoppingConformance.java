package dog.rebe.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Command;
import dog.rebe.command.StandardInput;
import dog.rebe.execution.ExchangeEnd;
import dog.rebe.outcome.CapturedOutput;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How attempts are stopped, what they are to their neighbours, and how a transport is closed. */
abstract class StoppingConformance extends ArrivalConformance {

  @Test
  final void required_141_endsTheCommandAndItsChildren() {
    HeardAttempt attempt = start(shell("sleep 61 & echo $$ $!; wait"), Long.MAX_VALUE);
    awaitOutput(attempt, "\n");
    attempt.exchange().stop();

    ExchangeEnd end = attempt.awaitEnd(GRACE.plusSeconds(2));
    assertStopped(end);
    for (String pid : attempt.stdoutText().strip().split(" ", -1)) {
      assertThat(isAlive(pid)).as("process " + pid).isFalse();
    }
  }

  @Test
  final void required_142_endsACommandThatIgnoresTerm() {
    Command<CapturedOutput> stubborn =
        shell("trap '' TERM HUP INT; echo $$; while :; do sleep 1; done");
    HeardAttempt attempt =
        start(stubborn.withLimits(stubborn.limits().withGrace(SHORT_GRACE)), Long.MAX_VALUE);
    awaitOutput(attempt, "\n");
    attempt.exchange().stop();

    assertStopped(attempt.awaitEnd(SHORT_GRACE.plusSeconds(2)));
    assertThat(isAlive(attempt.stdoutText().strip())).isFalse();
  }

  @Test
  final void required_143_sendsNothingWhenItIsStoppedAtOnceOrSaysWhatItDid() {
    for (int i = 0; i < 10; i++) {
      HeardAttempt attempt = start(shell("sleep 62"), Long.MAX_VALUE);
      attempt.exchange().stop();
      attempt.exchange().stop();

      ExchangeEnd end = attempt.awaitEnd(GRACE.plusSeconds(2));
      if (attempt.isCommitted()) {
        assertThat(end)
            .isInstanceOfAny(
                ExchangeEnd.StoppedConfirmed.class,
                ExchangeEnd.StoppedUnconfirmed.class,
                ExchangeEnd.StoppedBeforeStart.class,
                ExchangeEnd.NotStarted.class);
      } else {
        assertThat(end).isInstanceOf(ExchangeEnd.StoppedBeforeStart.class);
      }
    }
  }

  @Test
  final void required_144_endsAStoppedAttemptWhoseOutputNobodyDemands() {
    HeardAttempt attempt = start(shell("while :; do echo y; done"), 1);
    awaitChunks(attempt, 1);
    attempt.exchange().stop();

    assertStopped(attempt.awaitEnd(GRACE.plusSeconds(2)));
  }

  @Test
  final void required_145_stopsOneAttemptAndLeavesItsNeighbours() {
    HeardAttempt neighbour =
        start(
            shell("read line; echo \"$line\"; sleep 1; echo done")
                .input(StandardInput.of("input\n".getBytes(StandardCharsets.UTF_8))),
            Long.MAX_VALUE);
    HeardAttempt endless = start(shell("while :; do echo y; done"), Long.MAX_VALUE);
    awaitChunks(endless, 3);
    endless.exchange().stop();

    assertStopped(endless.awaitEnd(GRACE.plusSeconds(2)));
    assertThat(neighbour.awaitEnd(LONG)).isEqualTo(exited(0));
    assertThat(neighbour.stdoutText()).isEqualTo("input\ndone\n");
  }

  @Test
  final void required_151_keepsAttemptsAtTheSameTimeApart() {
    List<HeardAttempt> attempts =
        IntStream.range(0, 8)
            .mapToObj(i -> start(shell("echo " + i + "; sleep 0.2; echo " + i), Long.MAX_VALUE))
            .toList();
    for (int i = 0; i < attempts.size(); i++) {
      assertThat(attempts.get(i).awaitEnd(LONG)).isEqualTo(exited(0));
      assertThat(attempts.get(i).stdoutText()).isEqualTo(i + "\n" + i + "\n");
    }
  }

  @Test
  final void required_152_endsWhatRunsWhenItIsClosedAndStartsNothingAfterwards() {
    HeardAttempt running = start(shell("echo up; sleep 63"), Long.MAX_VALUE);
    awaitOutput(running, "up");
    transport().close();

    assertThat(running.awaitEnd(GRACE.plusSeconds(5)))
        .isNotInstanceOf(ExchangeEnd.Exited.class)
        .isNotInstanceOf(ExchangeEnd.NotStarted.class);
    HeardAttempt late = start(shell("echo late"), Long.MAX_VALUE);
    assertThat(late.awaitEnd(LONG)).isInstanceOf(ExchangeEnd.NotStarted.class);
    assertThat(late.isCommitted()).isFalse();
    transport().close();
  }

  @Test
  final void required_153_leavesNoTraceInTheOutput() {
    HeardAttempt attempt = run(shell("printf x; printf y >&2"));

    assertThat(attempt.stdoutText()).isEqualTo("x");
    if (hasCleanErrorStream()) {
      assertThat(new String(attempt.stderr(), StandardCharsets.UTF_8)).isEqualTo("y");
    }
  }
}
