package dog.rebe.ssh;

import static dog.rebe.ssh.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.execution.ExchangeEnd;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.ExitStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Ending commands on a real OpenSSH server. */
@Tag("fault-34")
class StopTest {

  private static final Limits LIMITS = Awaiting.unhurried(1 << 20);

  @RegisterExtension static final RealNode SERVER = new RealNode();

  private static SshTransport transport;

  @BeforeAll
  static void connect() throws Exception {
    transport = SERVER.transport().build();
  }

  @AfterAll
  static void disconnect() {
    transport.close();
  }

  private static Command<CapturedOutput> shell(String text) {
    return Command.of("sh", "-c", text).readOnly().limits(LIMITS);
  }

  private static Recorder begin(Command<?> command) {
    return Recorder.run(transport, SERVER.node(), command);
  }

  /** The marker is in the arguments of a sleep, so that it can be found among the processes. */
  private static boolean runs(String marker) {
    return SERVER.processes().stream()
        .anyMatch(process -> process.info().commandLine().orElse("").contains(marker));
  }

  @Test
  @Tag("fault-1")
  void endsTheCommandAndItsChildrenAndSaysSo() throws Exception {
    Recorder run = begin(shell("echo ready; sleep 1234.1 & sleep 1234.2"));
    await().until(() -> run.stdout().equals("ready\n"));
    await().until(() -> runs("1234.1") && runs("1234.2"));

    run.exchange().stop();

    assertThat(run.end()).isEqualTo(new ExchangeEnd.StoppedConfirmed());
    assertThat(run.stdout()).isEqualTo("ready\n");
    assertThat(runs("1234.")).isFalse();
  }

  @Test
  void killsWhatIgnoresTheRequestToEnd() throws Exception {
    ExchangeEnd end = null;
    // It is killed three eighths into the grace, and must be seen to be gone within the next eighth
    for (long grace : new long[] {2, 8, 32, 128}) {
      Limits limits = LIMITS.withGrace(Duration.ofSeconds(grace));
      Recorder run =
          begin(shell("trap '' TERM; echo ready; while :; do sleep 0.05; done").withLimits(limits));
      await().until(() -> run.stdout().equals("ready\n"));

      run.exchange().stop();

      end = run.end();
      if (!(end instanceof ExchangeEnd.StoppedUnconfirmed)) {
        break;
      }
    }
    assertThat(end).isEqualTo(new ExchangeEnd.StoppedConfirmed());
  }

  @Test
  void sendsNothingIfItWasStoppedBeforeTheStart() throws Exception {
    Path trace = SERVER.folder().resolve("trace");
    Recorder run = Recorder.start(transport, SERVER.node(), shell("touch " + trace));
    run.exchange().stop();
    run.unlimited();

    ExchangeEnd end = run.end();
    if (!run.isCommitted()) {
      assertThat(end).isEqualTo(new ExchangeEnd.StoppedBeforeStart());
      assertThat(Files.exists(trace)).isFalse();
    }
  }

  @Test
  void saysThatItEndedByItselfIfTheExitWasThereFirst() throws Exception {
    Path trace = SERVER.folder().resolve("ended");
    Recorder run =
        Recorder.start(
            transport, SERVER.node(), shell("echo held back; echo x >" + trace + "; exit 4"));
    await().until(() -> Files.exists(trace));
    await().until(() -> !runs("held back"));
    // The exit has arrived once the same session has carried other commands after it.
    for (int i = 0; i < 2; i++) {
      Recorder.run(transport, SERVER.node(), shell("true")).end();
    }
    run.exchange().stop();

    assertThat(run.end()).isEqualTo(new ExchangeEnd.Exited(new ExitStatus(4)));
  }

  @Test
  void doesNotWaitWithoutGrace() throws Exception {
    Recorder run =
        begin(shell("echo ready; sleep 1234.3").withLimits(LIMITS.withGrace(Duration.ZERO)));
    await().until(() -> run.stdout().equals("ready\n"));

    run.exchange().stop();

    assertThat(run.end()).isInstanceOf(ExchangeEnd.StoppedUnconfirmed.class);
    await().until(() -> !runs("1234.3"));
  }

  @Test
  void leavesTheNeighboursOnTheSameSession() throws Exception {
    Path go = SERVER.folder().resolve("go");
    Recorder neighbour =
        begin(shell("echo ready; until [ -e " + go + " ];do sleep 0.05;done; echo alive"));
    List<Recorder> runs =
        IntStream.range(0, 5).mapToObj(i -> begin(shell("echo ready; sleep 1234.4"))).toList();
    runs.forEach(run -> await().until(() -> run.stdout().equals("ready\n")));

    runs.forEach(run -> run.exchange().stop());

    for (Recorder run : runs) {
      assertThat(run.end()).isEqualTo(new ExchangeEnd.StoppedConfirmed());
    }
    assertThat(neighbour.isOver()).isFalse();
    Files.createFile(go);
    assertThat(neighbour.end()).isEqualTo(new ExchangeEnd.Exited(new ExitStatus(0)));
    assertThat(neighbour.stdout()).isEqualTo("ready\nalive\n");
    assertThat(runs("1234.4")).isFalse();
  }

  /** The endings wait for one another, and longer than anybody waits for them. */
  @Test
  void endsWhatWasGivenUpBeforeItsTurnCame() throws Exception {
    Limits impatient = LIMITS.withGrace(Duration.ofMillis(300));
    List<Recorder> runs =
        IntStream.range(0, 8)
            .mapToObj(
                i ->
                    begin(
                        shell("trap '' TERM; echo ready; while :; do sleep 1234.6; done")
                            .withLimits(impatient)))
            .toList();
    runs.forEach(run -> await().until(() -> run.stdout().equals("ready\n")));

    runs.forEach(run -> run.exchange().stop());
    for (Recorder run : runs) {
      run.end();
    }

    await().until(() -> !runs("1234.6"));
  }
}
