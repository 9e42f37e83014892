package dog.rebe.ssh;

import static dog.rebe.ssh.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Command;
import dog.rebe.command.JournalEpoch;
import dog.rebe.command.Repetition;
import dog.rebe.command.Token;
import dog.rebe.execution.Call;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.ExitStatus;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import dog.rebe.outcome.Success;
import dog.rebe.ssh.testkit.wire.Direction;
import dog.rebe.ssh.testkit.wire.ProxiedConnection;
import dog.rebe.ssh.testkit.wire.WireFault;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tokens on a real OpenSSH server, behind a network that loses connections. */
class AtMostOnceTest {

  private static JournalNode journal;

  private SshTransport transport;
  private CommandExecutor executor;

  @BeforeAll
  static void start() throws Exception {
    journal = JournalNode.start();
  }

  @AfterAll
  static void end() throws Exception {
    journal.close();
  }

  @BeforeEach
  void connect() throws Exception {
    transport = journal.transport().build();
    executor = JournalNode.executor(transport);
  }

  @AfterEach
  void disconnect() {
    journal.proxy().obey();
    executor.close();
    transport.close();
  }

  private Outcome<CapturedOutput> run(Command<CapturedOutput> command) {
    return executor.start(command, journal.node()).await();
  }

  private JournalEpoch epoch() {
    return executor
        .start(JournalEpoch.ask(JournalNode.LIMITS), journal.node())
        .await()
        .value()
        .orElseThrow();
  }

  private static String text(Outcome<CapturedOutput> outcome) {
    assertThat(outcome).isInstanceOf(Success.class);
    return outcome.value().orElseThrow().stdout().utf8();
  }

  @Test
  @Tag("fault-38")
  void theSecondDeliveryGetsTheFirstsRecordedResult() {
    Command<CapturedOutput> command =
        journal.counted("twice", "echo result; exit 3").acceptExits(3).token(Token.of("twice"));

    assertThat(text(run(command))).isEqualTo("result\n");
    Outcome<CapturedOutput> second = run(command);

    assertThat(text(second)).isEqualTo("result\n");
    assertThat(second.evidence().exit()).contains(new ExitStatus(3));
    assertThat(journal.executions("twice")).isEqualTo(1);
  }

  @Test
  @Tag("fault-37")
  void withoutATokenALostReplyLeavesOneExecutionAndAnUnknownFate() throws Exception {
    Call<CapturedOutput> call =
        executor.start(journal.counted("plain", journal.held("plain")), journal.node());
    await().until(() -> journal.executions("plain") == 1);
    journal.proxy().resetAll();

    Outcome<CapturedOutput> outcome = call.await();
    journal.release("plain");

    assertThat(outcome.delivery()).isEqualTo(Delivery.UNKNOWN);
    assertThat(outcome.failure().map(Failure::kind)).contains(FailureKind.CONNECTION_LOST);
    assertThat(journal.executions("plain")).isEqualTo(1);
  }

  @Test
  @Tag("fault-37")
  @Tag("fault-16")
  void withATokenALostReplyIsFetchedAfterReconnecting() throws Exception {
    Call<CapturedOutput> call =
        executor.start(
            journal
                .counted("reattached", journal.held("reattached") + "; echo survived")
                .token(Token.of("reattached")),
            journal.node());
    await().until(() -> journal.executions("reattached") == 1);
    journal.proxy().resetAll();
    journal.release("reattached");

    Outcome<CapturedOutput> outcome = call.await();

    assertThat(text(outcome)).isEqualTo("survived\n");
    assertThat(outcome.evidence().attempts()).isGreaterThan(1);
    assertThat(journal.executions("reattached")).isEqualTo(1);
  }

  @Test
  @Tag("fault-39")
  void afterTheJournalIsGoneItSaysThatItDoesNotKnowAndRunsNothing() throws Exception {
    Token token = Token.of("rebooted").under(epoch());
    Command<CapturedOutput> command = journal.counted("rebooted", "echo done").token(token);
    assertThat(text(run(command))).isEqualTo("done\n");
    journal.forgetJournal();
    assertThat(epoch()).isNotEqualTo(token.epoch().orElseThrow());

    Outcome<CapturedOutput> second = run(command);

    assertThat(second.delivery()).isEqualTo(Delivery.UNKNOWN);
    assertThat(second.failure().map(Failure::kind)).contains(FailureKind.NODE_RESTARTED);
    assertThat(journal.executions("rebooted")).isEqualTo(1);
  }

  @Test
  void manyCallersAtOnceRunItOnceAndGetTheSameResult() {
    Command<CapturedOutput> command =
        journal.counted("crowd", "sleep 0.3; echo $$").token(Token.of("crowd"));

    List<Call<CapturedOutput>> calls =
        IntStream.range(0, 8).mapToObj(i -> executor.start(command, journal.node())).toList();

    assertThat(calls.stream().map(call -> text(call.await())).distinct()).hasSize(1);
    assertThat(journal.executions("crowd")).isEqualTo(1);
  }

  @Test
  void outputBeyondTheLimitIsCutAndTheCommandRunsToItsEnd() {
    Command<CapturedOutput> flood =
        journal
            .counted("flood", "yes | head -c 1000000; echo x >>" + journal.file("flood"))
            .token(Token.of("flood"));

    CapturedOutput output = run(flood).value().orElseThrow();

    assertThat(output.stdout().isCut()).isTrue();
    assertThat(output.stdout().size()).isEqualTo(64 * 1024);
    assertThat(journal.executions("flood")).as("it went on after the flood").isEqualTo(2);
  }

  @Test
  @Tag("fault-34")
  void aCancelledOneEndsOnTheNodeAndIsNotRunAgain() {
    String seconds = JournalNode.seconds(5);
    Command<CapturedOutput> command =
        journal.counted("cancelled", "sleep " + seconds).token(Token.of("cancelled"));
    Call<CapturedOutput> call = executor.start(command, journal.node());
    await().until(() -> JournalNode.sleeps(seconds));

    call.cancel();

    assertThat(call.await().delivery()).isEqualTo(Delivery.STOPPED);
    assertThat(JournalNode.sleeps(seconds)).isFalse();
    assertThat(run(command).failure().map(Failure::kind)).contains(FailureKind.KILLED_BY_SIGNAL);
    assertThat(journal.executions("cancelled")).isEqualTo(1);
  }

  @Test
  void cancellingWhoOnlyReattachedEndsTheCommandItself() {
    String seconds = JournalNode.seconds(6);
    Command<CapturedOutput> command =
        journal.counted("shared", "sleep " + seconds).token(Token.of("shared"));
    Call<CapturedOutput> runner = executor.start(command, journal.node());
    await().until(() -> JournalNode.sleeps(seconds));
    long before = journal.running();
    Call<CapturedOutput> second = executor.start(command, journal.node());
    await().until(() -> journal.running() > before);

    second.cancel();

    assertThat(second.await().delivery()).isIn(Delivery.STOPPED, Delivery.UNKNOWN);
    assertThat(runner.await().failure().map(Failure::kind)).contains(FailureKind.KILLED_BY_SIGNAL);
    await().until(() -> !JournalNode.sleeps(seconds));
  }

  @Test
  void aReadOnlyOrRepeatableCommandMayHaveATokenAsWell() {
    Command<CapturedOutput> command =
        Command.of("cat")
            .changes(Repetition.REPEATABLE)
            .limits(JournalNode.LIMITS)
            .input(
                dog.rebe.command.StandardInput.of(
                    "given".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
            .token(Token.of("cat"));

    assertThat(text(run(command))).isEqualTo("given");
  }

  /** The cut strikes in the conversation about the command itself, wherever that is. */
  @Test
  @Tag("fault-16")
  void whereverTheConnectionBreaksItRunsOnceAndTheResultComes() throws Exception {
    long whole = lengthOfAConversation();
    for (int i = 0; i < 12; i++) {
      String name = "cut" + i;
      Direction direction = i % 2 == 0 ? Direction.TO_CLIENT : Direction.TO_SERVER;
      long at = whole * (i + 1) / 13;
      int first = journal.proxy().connections().size();
      journal
          .proxy()
          .obey(
              number -> number == first ? List.of(new WireFault.Reset(direction, at)) : List.of());
      try (SshTransport fresh = journal.transport().build();
          CommandExecutor own = JournalNode.executor(fresh)) {
        Outcome<CapturedOutput> outcome =
            own.start(journal.counted(name, "echo " + name).token(Token.of(name)), journal.node())
                .await();
        assertThat(text(outcome)).as("%s at %d", direction, at).isEqualTo(name + "\n");
        assertThat(journal.executions(name)).as("%s at %d", direction, at).isEqualTo(1);
      }
    }
  }

  private long lengthOfAConversation() throws Exception {
    journal.proxy().obey();
    try (SshTransport fresh = journal.transport().build();
        CommandExecutor own = JournalNode.executor(fresh)) {
      own.start(journal.counted("length", "echo it").token(Token.of("length")), journal.node())
          .await();
      ProxiedConnection last =
          journal.proxy().connections().get(journal.proxy().connections().size() - 1);
      return Math.min(last.bytes(Direction.TO_CLIENT), last.bytes(Direction.TO_SERVER));
    }
  }
}
