package dog.rebe.testkit;

import static dog.rebe.testkit.Script.accept;
import static dog.rebe.testkit.Script.breaks;
import static dog.rebe.testkit.Script.commit;
import static dog.rebe.testkit.Script.exit;
import static dog.rebe.testkit.Script.flood;
import static dog.rebe.testkit.Script.hang;
import static dog.rebe.testkit.Script.pause;
import static dog.rebe.testkit.Script.run;
import static dog.rebe.testkit.Script.stderr;
import static dog.rebe.testkit.Script.stdout;
import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.command.SecretValues;
import dog.rebe.execution.ExchangeEnd;
import dog.rebe.execution.OutputStreamName;
import dog.rebe.execution.Request;
import dog.rebe.node.Endpoint;
import dog.rebe.node.Node;
import dog.rebe.outcome.ExitStatus;
import dog.rebe.outcome.FailureKind;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ScriptedTransportTest {

  private static final Node NODE = Node.of("n", Endpoint.ssh("n"));
  private static final Duration NOW = Duration.ofMillis(1);

  private final VirtualScheduler time = VirtualScheduler.create();
  private final HeardAttempt heard = new HeardAttempt();
  private Script script = Script.hangs();
  private final ScriptedTransport transport = ScriptedTransport.under(time, request -> script);

  private void start(Script toPlay) {
    script = toPlay;
    Request request =
        new Request(
            NODE,
            Command.of("x").readOnly().limits(Limits.of(Duration.ofSeconds(1), 1)),
            SecretValues.none(),
            "0123456789abcdef",
            1,
            Duration.ofSeconds(1));
    heard.begun(transport.start(request, heard));
    time.runReady();
  }

  @AfterEach
  void breaksNoRuleAndLeavesNothing() {
    transport.close();
    time.runReady();
    assertThat(heard.violations()).isEmpty();
    assertThat(transport.open()).isEmpty();
    assertThat(time.pending()).isZero();
  }

  @Test
  void playsItsStepsAsTimeAndDemandAllow() {
    start(
        Script.of(
            pause(Duration.ofMillis(5)), commit(), accept(), stdout("a"), stderr("b"), exit(3)));
    assertThat(heard.isCommitted()).isFalse();
    time.advance(Duration.ofMillis(5));
    assertThat(heard.isAccepted()).isTrue();
    assertThat(heard.chunks()).isZero();

    heard.exchange().request(1);
    time.runReady();
    assertThat(heard.chunks()).isEqualTo(1);
    heard.exchange().request(1);
    time.runReady();
    assertThat(heard.awaitEnd(NOW)).isEqualTo(new ExchangeEnd.Exited(new ExitStatus(3)));
    assertThat(transport.executionsOn(NODE.id())).isEqualTo(1);
  }

  @Test
  void countsAnExecutionThatNobodyHearsOf() {
    start(Script.of(commit(), run(), breaks(FailureKind.CONNECTION_LOST)));

    assertThat(heard.awaitEnd(NOW)).isInstanceOf(ExchangeEnd.Lost.class);
    assertThat(heard.isAccepted()).isFalse();
    assertThat(transport.executions()).isEqualTo(1);
  }

  @Test
  void breaksWithoutExecutionBeforeTheCommit() {
    start(Script.of(breaks(FailureKind.UNREACHABLE)));

    assertThat(heard.awaitEnd(NOW)).isInstanceOf(ExchangeEnd.NotStarted.class);
    assertThat(transport.executions()).isZero();
  }

  @Test
  void floodsOnlyAsDemanded() {
    start(Script.of(commit(), accept(), flood(OutputStreamName.STDOUT, 10)));
    heard.exchange().request(7);
    time.runReady();

    assertThat(heard.stdout()).hasSize(70);
    heard.exchange().stop();
    time.runReady();
    assertThat(heard.awaitEnd(NOW)).isInstanceOf(ExchangeEnd.StoppedConfirmed.class);
  }

  @Test
  void answersAStopAsItsScriptSays() {
    start(Script.hangs().withStop(new StopAnswer.Unconfirmed(Duration.ofSeconds(1))));
    heard.exchange().stop();
    time.runReady();
    assertThat(heard.isOver()).isFalse();
    time.advance(Duration.ofSeconds(1));

    assertThat(heard.awaitEnd(NOW)).isInstanceOf(ExchangeEnd.StoppedUnconfirmed.class);
  }

  @Test
  void sendsNothingAfterAStopBeforeTheCommit() {
    start(Script.of(hang(), commit()));
    heard.exchange().stop();
    time.runReady();

    assertThat(heard.awaitEnd(NOW)).isInstanceOf(ExchangeEnd.StoppedBeforeStart.class);
    assertThat(heard.isCommitted()).isFalse();
  }

  @Test
  void losesWhatIsOpenWhenItIsClosed() {
    start(Script.hangs());
    transport.close();
    time.runReady();

    assertThat(heard.awaitEnd(NOW)).isInstanceOf(ExchangeEnd.Lost.class);
  }
}
