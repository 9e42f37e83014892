package dog.rebe.ssh;

import static dog.rebe.ssh.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Command;
import dog.rebe.command.OnDisconnect;
import dog.rebe.command.StandardInput;
import dog.rebe.execution.Call;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.ExitSignal;
import dog.rebe.outcome.ExitStatus;
import dog.rebe.outcome.Outcome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Commands that end with their connection, on a real OpenSSH server. */
class OnDisconnectTest {

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
    executor.close();
    transport.close();
  }

  private static Command<CapturedOutput> ending(String script) {
    return journal.counted("any", script).onDisconnect(OnDisconnect.END);
  }

  private Outcome<CapturedOutput> run(Command<CapturedOutput> command) {
    return executor.start(command, journal.node()).await();
  }

  @Test
  @Tag("fault-36")
  void whenTheCallersProcessIsKilledTheCommandEndsByItself() throws Exception {
    String first = JournalNode.seconds(21);
    String second = JournalNode.seconds(22);
    Process caller =
        DyingCaller.start(
            journal,
            OnDisconnect.END,
            "trap '' TERM; sleep %s & sleep %s".formatted(first, second));
    await().until(() -> JournalNode.sleeps(second));

    caller.destroyForcibly().waitFor();

    await().until(() -> !JournalNode.sleeps(first) && !JournalNode.sleeps(second));
  }

  @Test
  @Tag("fault-36")
  void unlessItsAuthorAskedForThatItRunsOn() throws Exception {
    String seconds = JournalNode.seconds(23);
    Process caller =
        DyingCaller.start(
            journal,
            OnDisconnect.RUN_ON,
            "sleep "
                + seconds
                + " & until [ -e "
                + journal.file("go")
                + " ];do sleep 0.05;done; kill $!;"
                + "echo x >>"
                + journal.file("ranOn"));
    await().until(() -> JournalNode.sleeps(seconds));
    caller.destroyForcibly().waitFor();
    Files.createFile(journal.file("go"));

    await().until(() -> journal.executions("ranOn") == 1 && !JournalNode.sleeps(seconds));
  }

  @Test
  void whenTheConnectionBreaksTheCommandEnds() {
    String seconds = JournalNode.seconds(24);
    Call<CapturedOutput> call = executor.start(ending("sleep " + seconds), journal.node());
    await().until(() -> JournalNode.sleeps(seconds));

    journal.proxy().resetAll();

    assertThat(call.await().delivery()).isEqualTo(Delivery.UNKNOWN);
    await().until(() -> !JournalNode.sleeps(seconds));
  }

  @Test
  void otherwiseNothingIsDifferent() {
    byte[] input = "given\n".getBytes(StandardCharsets.UTF_8);
    Outcome<CapturedOutput> well = run(ending("cat; echo err >&2").input(StandardInput.of(input)));
    Outcome<CapturedOutput> nonzero = run(ending("exit 7"));
    Outcome<CapturedOutput> killed = run(ending("kill -s KILL $$"));
    Outcome<CapturedOutput> noInput = run(ending("cat"));

    assertThat(well.value().orElseThrow().stdout().bytes()).isEqualTo(input);
    assertThat(well.value().orElseThrow().stderr().utf8()).isEqualTo("err\n");
    assertThat(nonzero.evidence().exit()).contains(new ExitStatus(7));
    assertThat(killed.evidence().exit()).contains(new ExitSignal("KILL"));
    assertThat(noInput.value().orElseThrow().stdout().size()).isZero();
    await().until(() -> !JournalNode.runs("while read -r rebe_x"));
  }

  @Test
  @Tag("fault-34")
  void aCancelledOneEndsAtOnceAndLeavesNoWatchdog() {
    String seconds = JournalNode.seconds(25);
    Call<CapturedOutput> call = executor.start(ending("sleep " + seconds), journal.node());
    await().until(() -> JournalNode.sleeps(seconds));

    call.cancel();

    assertThat(call.await().delivery()).isEqualTo(Delivery.STOPPED);
    assertThat(JournalNode.sleeps(seconds)).isFalse();
  }
}
