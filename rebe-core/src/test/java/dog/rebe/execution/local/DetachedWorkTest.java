package dog.rebe.execution.local;

import static dog.rebe.command.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.command.Command;
import dog.rebe.command.DetachedWork;
import dog.rebe.command.JournalEpoch;
import dog.rebe.command.Limits;
import dog.rebe.command.Repetition;
import dog.rebe.command.RunAs;
import dog.rebe.command.Secret;
import dog.rebe.command.StandardInput;
import dog.rebe.command.Token;
import dog.rebe.command.WorkOutput;
import dog.rebe.command.WorkState;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.node.Node;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.ExitSignal;
import dog.rebe.outcome.ExitStatus;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import dog.rebe.outcome.Success;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Work that nobody waits for, on this machine. */
class DetachedWorkTest {

  private static final Limits LIMITS = Limits.of(Duration.ofSeconds(60), 4096);

  @TempDir Path home;
  private LocalTransport transport;
  private CommandExecutor executor;

  @BeforeEach
  void open() {
    transport = LocalTransport.with(LocalShell.find(Map.of("HOME", home.toString())));
    executor = CommandExecutor.builder().transport(transport).build();
  }

  @AfterEach
  void close() {
    executor.close();
    transport.close();
  }

  private <T> Outcome<T> run(Command<T> command) {
    return executor.start(command, Node.local()).await();
  }

  private <T> T value(Command<T> command) {
    Outcome<T> outcome = run(command);
    assertThat(outcome).isInstanceOf(Success.class);
    return outcome.value().orElseThrow();
  }

  private static Command<CapturedOutput> work(String script) {
    return Command.script(script).changes(Repetition.ONCE).limits(LIMITS);
  }

  private int executions() throws IOException {
    Path count = home.resolve("count");
    return Files.exists(count) ? Files.readAllLines(count).size() : 0;
  }

  private static boolean sleeps(String seconds) {
    return ProcessHandle.allProcesses()
        .anyMatch(process -> process.info().commandLine().orElse("").endsWith("sleep " + seconds));
  }

  /** Ends work, again where a busy machine took longer to kill it than there was to see it die. */
  private WorkState ended(DetachedWork work, Limits limits) {
    return await()
        .pollDelay(Duration.ZERO)
        .until(
            () -> value(work.cancel(limits)),
            state -> state instanceof WorkState.Ended || state instanceof WorkState.Cancelled);
  }

  @Test
  void isFollowedToItsEndAndCollected() throws IOException {
    DetachedWork work =
        value(
            work("echo one; until [ -e " + home + "/go ];do sleep 0.05;done; echo two; exit 4")
                .detached(Token.of("w")));

    WorkOutput first = value(work.output(0, Duration.ofSeconds(40), LIMITS));
    assertThat(first.bytes()).isEqualTo("one\n".getBytes(StandardCharsets.UTF_8));
    assertThat(first.state()).isInstanceOf(WorkState.Running.class);
    assertThat(value(work.state(LIMITS))).isEqualTo(new WorkState.Running(4, 0));
    Outcome<CapturedOutput> early = run(work.result(LIMITS));
    assertThat(early.failure().map(Failure::kind)).contains(FailureKind.STILL_RUNNING);
    assertThat(early.delivery()).isEqualTo(Delivery.RUNNING);

    Files.createFile(home.resolve("go"));
    WorkState end = value(work.awaitEnd(Duration.ofSeconds(40), LIMITS));
    assertThat(end).isEqualTo(new WorkState.Ended(new ExitStatus(4), 8, 0, false));
    assertThat(end.isTerminal()).isTrue();
    WorkOutput rest = value(work.output(first.nextByte(), Duration.ZERO, LIMITS));
    assertThat(rest.bytes()).isEqualTo("two\n".getBytes(StandardCharsets.UTF_8));
    assertThat(rest.state()).isEqualTo(end);
    assertThat(value(work.result(LIMITS).acceptExits(4)).stdout().utf8()).isEqualTo("one\ntwo\n");
    assertThat(run(work.result(LIMITS)).failure().map(Failure::kind))
        .contains(FailureKind.NONZERO_EXIT);
  }

  @Test
  void outlivesTheOneWhoStartedIt() throws IOException {
    DetachedWork work =
        value(
            work("until [ -e " + home + "/go ];do sleep 0.05;done; echo survived")
                .detached(Token.of("w")));
    executor.close();
    transport.close();
    open();
    Files.createFile(home.resolve("go"));

    DetachedWork found = DetachedWork.parse(work.toString()).orElseThrow();

    assertThat(found).isEqualTo(work);
    assertThat(value(found.awaitEnd(Duration.ofSeconds(40), LIMITS)).isTerminal()).isTrue();
    assertThat(value(found.result(LIMITS)).stdout().utf8()).isEqualTo("survived\n");
  }

  @Test
  void isStartedOnceHoweverOftenItIsDelivered() throws IOException {
    Command<DetachedWork> start =
        work("echo x >>" + home + "/count; sleep 0.3").detached(Token.of("w"));

    DetachedWork first = value(start);
    DetachedWork second = value(start);

    assertThat(second.token().id()).isEqualTo(first.token().id());
    assertThat(value(second.awaitEnd(Duration.ofSeconds(40), LIMITS)).isTerminal()).isTrue();
    assertThat(value(start).token().id()).isEqualTo("w");
    assertThat(executions()).isEqualTo(1);
  }

  @Test
  void endsWhenItIsCancelled() {
    DetachedWork polite = value(work("sleep 1234.11").detached(Token.of("polite")));
    DetachedWork stubborn =
        value(work("trap '' TERM; while :;do sleep 1234.12;done").detached(Token.of("stubborn")));
    await().until(() -> sleeps("1234.11") && sleeps("1234.12"));
    Limits quick = LIMITS.withGrace(Duration.ofSeconds(2));

    WorkState first = ended(polite, quick);
    WorkState second = ended(stubborn, quick);

    assertThat(first)
        .isInstanceOfSatisfying(
            WorkState.Ended.class,
            ended -> assertThat(ended.exit()).isEqualTo(new ExitSignal("TERM")));
    assertThat(second).isEqualTo(new WorkState.Cancelled());
    assertThat(sleeps("1234.11") || sleeps("1234.12")).isFalse();
    assertThat(value(stubborn.state(LIMITS))).isEqualTo(second);
    assertThat(value(stubborn.cancel(quick))).isEqualTo(second);
    assertThat(run(stubborn.result(LIMITS)).failure().map(Failure::kind))
        .contains(FailureKind.RESULT_LOST);
  }

  @Test
  void isLostWhereSomebodyElseKillsWhatRecordsIt() {
    DetachedWork work = value(work("exec sleep 1234.13").detached(Token.of("w")));
    await().until(() -> sleeps("1234.13"));
    ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().orElse("").contains("1234.13"))
        .forEach(ProcessHandle::destroyForcibly);

    WorkState state = value(work.awaitEnd(Duration.ofSeconds(40), LIMITS));

    assertThat(state.isTerminal()).isTrue();
    assertThat(state)
        .isIn(new WorkState.Lost(), new WorkState.Ended(new ExitSignal("KILL"), 0, 0, false));
  }

  @Test
  void saysWhatBecameOfWorkThatTheJournalDoesNotKnow() {
    JournalEpoch now = value(JournalEpoch.ask(LIMITS));
    String other = "00000000-0000-4000-8000-000000000000";
    DetachedWork never = new DetachedWork(Token.of("never").under(now), Optional.empty());
    DetachedWork before =
        new DetachedWork(
            Token.of("w").under(new JournalEpoch(other, now.journalId(), 1)), Optional.empty());

    assertThat(value(never.state(LIMITS))).isEqualTo(new WorkState.NotRecorded());
    assertThat(value(before.state(LIMITS))).isEqualTo(new WorkState.NodeRestarted());
    assertThat(run(never.result(LIMITS)).failure().map(Failure::kind))
        .contains(FailureKind.NOT_RECORDED);
    assertThat(run(before.result(LIMITS)).failure().map(Failure::kind))
        .contains(FailureKind.NODE_RESTARTED);
  }

  @Test
  void readsAnInputAndASecretWithoutLeavingThemBehind() throws IOException {
    Secret secret = Secret.of("pass", name -> "s3cr3t value".getBytes(StandardCharsets.UTF_8));
    DetachedWork bytes =
        value(
            work("sleep 0.3; cat")
                .input(StandardInput.of("given".getBytes(StandardCharsets.UTF_8)))
                .detached(Token.of("bytes")));
    DetachedWork hidden =
        value(
            work("sleep 0.3; cat")
                .input(StandardInput.secret(secret))
                .detached(Token.of("hidden")));

    value(bytes.awaitEnd(Duration.ofSeconds(40), LIMITS));
    value(hidden.awaitEnd(Duration.ofSeconds(40), LIMITS));

    assertThat(value(bytes.result(LIMITS)).stdout().utf8()).isEqualTo("given");
    assertThat(value(hidden.result(LIMITS)).stdout().utf8()).isEqualTo("s3cr3t value");
  }

  @Test
  void hasATextFormThatCanBeStored() {
    JournalEpoch epoch =
        new JournalEpoch(
            "00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002", 77);
    DetachedWork work =
        new DetachedWork(Token.of("a-1_B").under(epoch), Optional.of(RunAs.sudo("www-data")));

    assertThat(DetachedWork.parse(work.toString())).contains(work);
    assertThat(DetachedWork.parse("rebe1/x/y")).isEmpty();
    assertThatThrownBy(() -> new DetachedWork(Token.of("a"), Optional.empty()))
        .hasMessageContaining("not bound");
  }
}
