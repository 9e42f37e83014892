package dog.rebe.ssh;

import static dog.rebe.ssh.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.change.ApprovalVerdict;
import dog.rebe.chronicle.ChronicleEntry;
import dog.rebe.chronicle.EntryKind;
import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.command.Repetition;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.execution.InteractiveSession;
import dog.rebe.execution.Terminal;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.Exit;
import dog.rebe.outcome.ExitStatus;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import dog.rebe.outcome.Success;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Terminals on a real OpenSSH server. */
class InteractiveSessionTest {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Limits LIMITS = Awaiting.unhurried(1 << 20);
  private static final Terminal TERMINAL = new Terminal("vt100", 100, 30);

  @RegisterExtension static final RealNode SERVER = new RealNode();
  @RegisterExtension static final RealNode NO_TERMINALS = new RealNode("PermitTTY no");

  private final List<ChronicleEntry> entries = new CopyOnWriteArrayList<>();
  private SshTransport transport;
  private CommandExecutor executor;

  @BeforeEach
  void connect() throws Exception {
    transport = SERVER.transport().build();
    executor = executor(transport);
  }

  private CommandExecutor executor(SshTransport over) {
    return CommandExecutor.builder()
        .transport(over)
        .chronicle(new Recording(entries))
        .approvalGate(request -> CompletableFuture.completedFuture(ApprovalVerdict.approved()))
        .build();
  }

  @AfterEach
  void disconnect() {
    executor.close();
    transport.close();
  }

  private static Command<CapturedOutput> shell(String text) {
    return Command.of("sh", "-c", text).changes(Repetition.ONCE).limits(LIMITS);
  }

  private InteractiveSession begin(Command<?> command) {
    return executor.interact(command, TERMINAL, LONG, SERVER.node());
  }

  /** Reads until this was shown. */
  private static String readUntil(InteractiveSession session, String text) throws IOException {
    // What is read at once may end in the middle of a character
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] buffer = new byte[512];
    String shown = "";
    while (!shown.contains(text)) {
      int count = session.screen().read(buffer);
      if (count <= 0) {
        throw new EOFException("The screen ended before '" + text + "': " + shown);
      }
      bytes.write(buffer, 0, count);
      shown = bytes.toString(StandardCharsets.UTF_8);
    }
    return shown;
  }

  private static void type(InteractiveSession session, String keys) throws IOException {
    session.keyboard().write(keys.getBytes(StandardCharsets.UTF_8));
  }

  private static String rest(InteractiveSession session) throws IOException {
    return new String(session.screen().readAllBytes(), StandardCharsets.UTF_8);
  }

  private boolean runs(String marker) {
    return SERVER.processes().stream()
        .anyMatch(process -> process.info().commandLine().orElse("").contains(marker));
  }

  @Test
  void hasTheTerminalThatWasAskedForAndItsNewSize() throws Exception {
    // A signal that comes just before a read waits for the end of it; here it waits for a nap
    InteractiveSession session =
        begin(
            shell(
                "trap 'stty size; exit 0' WINCH; stty size; echo $TERM;"
                    + " while :; do sleep 0.05; done"));

    assertThat(readUntil(session, "vt100")).startsWith("30 100\r\n");
    session.resize(132, 50);

    assertThat(readUntil(session, "50 132")).isNotEmpty();
    rest(session);
    assertThat(session.await()).isInstanceOf(Success.class);
  }

  @Test
  void typesByteForByteAndShowsTheEcho() throws Exception {
    InteractiveSession session = begin(shell("read -r line; printf '<%s>' \"$line\""));

    type(session, "grüß dich\n");

    assertThat(readUntil(session, "<grüß dich>")).contains("grüß dich\r\n");
    assertThat(session.screen().read()).isEqualTo(-1);
  }

  @Test
  void interruptsWhatRunsAndKeepsTheShell() throws Exception {
    InteractiveSession session =
        begin(Command.loginShell().changes(Repetition.ONCE).limits(LIMITS));
    type(session, "PS1=rea; PS1=${PS1}dy; echo\n");
    readUntil(session, "ready");
    type(session, "sleep 1234.21\n");
    await().until(() -> runs("1234.21"));

    type(session, "\003");
    readUntil(session, "ready");
    assertThat(runs("1234.21")).isFalse();
    type(session, "exit 7\n");

    rest(session);
    assertThat(session.await().value()).contains(new ExitStatus(7));
  }

  @Test
  void endsTheShellAndWhatRunsInItWhenItIsHungUp() throws Exception {
    InteractiveSession session =
        begin(Command.loginShell().changes(Repetition.ONCE).limits(LIMITS));
    type(session, "sleep 1234.22 & sleep 1234.23\n");
    await().until(() -> runs("1234.22") && runs("1234.23"));

    session.close();

    Outcome<Exit> outcome = session.await();
    assertThat(((Failure<Exit>) outcome).kind()).isEqualTo(FailureKind.CANCELLED);
    assertThat(outcome.delivery()).isEqualTo(Delivery.STOPPED);
    await().until(() -> !runs("1234.2"));
    assertThatThrownBy(() -> type(session, "x")).isInstanceOf(IOException.class);
    await().until(() -> transport.poolStatistics().inUse() == 0);
  }

  @Test
  void endsAtItsDeadline() throws Exception {
    Limits brief = Limits.of(Duration.ofMillis(700), 1 << 20).withGrace(Awaiting.GRACE);
    InteractiveSession session = begin(shell("echo on; sleep 1234.24").withLimits(brief));

    rest(session);

    assertThat(session.await())
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.kind()).isEqualTo(FailureKind.TIMED_OUT));
    assertThat(runs("1234.24")).isFalse();
  }

  @Test
  void endsWhenNothingIsTypedOrShownForTheIdleTimeout() throws Exception {
    Duration idle = Duration.ofMillis(600);
    while (!outlivesItsLines(idle)) {
      assertThat(idle).as("a time in which this machine shows a line").isLessThan(LONG);
      idle = idle.multipliedBy(3);
    }
  }

  /** False if this machine was too busy to show a line within this time. */
  private boolean outlivesItsLines(Duration idle) throws Exception {
    InteractiveSession session =
        executor.interact(shell("cat; sleep 1234.25"), TERMINAL, idle, SERVER.node());
    boolean outlived = true;
    try {
      for (int i = 0; i < 5; i++) {
        type(session, "line " + i + "\n");
        readUntil(session, "line " + i + "\r\nline " + i);
      }
      rest(session);
    } catch (IOException tooLate) {
      outlived = false;
    }

    Outcome<Exit> outcome = session.await();
    if (outlived) {
      assertThat(((Failure<Exit>) outcome).kind()).isEqualTo(FailureKind.TIMED_OUT);
      assertThat(outcome.evidence().elapsed()).isGreaterThanOrEqualTo(idle);
    }
    return outlived;
  }

  @Test
  void leavesAtTheNodeWhatIsNotRead() throws Exception {
    InteractiveSession session = begin(shell("yes 'a line of output that is never read'"));
    readUntil(session, "never");

    await().until(() -> session.screen().available() > 0);
    // Meanwhile the same session carries another command to its end.
    executor.start(shell("true"), SERVER.node()).await();

    assertThat(session.screen().available()).isLessThan(256 * 1024);
    session.screen().close();
    session.close();
    assertThat(session.await().delivery()).isEqualTo(Delivery.STOPPED);
  }

  @Test
  void runsNothingWhereTheServerGivesNoTerminal() throws Exception {
    try (SshTransport strict = NO_TERMINALS.transport().build();
        CommandExecutor over = executor(strict)) {
      InteractiveSession session =
          over.interact(
              shell("touch " + NO_TERMINALS.folder().resolve("trace")),
              TERMINAL,
              LONG,
              NO_TERMINALS.node());

      rest(session);
      Outcome<Exit> outcome = session.await();

      assertThat(((Failure<Exit>) outcome).kind()).isEqualTo(FailureKind.UNSUPPORTED);
      assertThat(outcome.delivery()).isEqualTo(Delivery.NOT_STARTED);
      assertThat(NO_TERMINALS.folder().resolve("trace")).doesNotExist();
    }
  }

  @Test
  void isRecordedAsAChangeEvenIfItsCommandOnlyReads() throws Exception {
    InteractiveSession session =
        begin(Command.of("tty").readOnly().limits(Awaiting.unhurried(1 << 10)));

    assertThat(rest(session)).startsWith("/dev/");
    session.await();

    await().until(() -> entries.size() >= 2);
    assertThat(entries.get(0).kind()).isEqualTo(EntryKind.INTENT);
    assertThat(entries.get(0).fields().get("effect").toString()).contains("change");
    assertThat(entries.get(0).fields()).containsKey("digest");
    assertThat(entries.get(1).kind()).isEqualTo(EntryKind.OUTCOME);
  }

  @Test
  void asksTheGateForWhatDestroys() throws Exception {
    InteractiveSession session = begin(Command.loginShell().effectUnknown().limits(LIMITS));
    type(session, "exit\n");
    rest(session);

    assertThat(session.await()).isInstanceOf(Success.class);
    assertThat(entries).extracting(ChronicleEntry::kind).contains(EntryKind.APPROVAL);
  }
}
