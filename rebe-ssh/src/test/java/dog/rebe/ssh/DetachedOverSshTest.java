package dog.rebe.ssh;

import static dog.rebe.ssh.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Command;
import dog.rebe.command.DetachedWork;
import dog.rebe.command.Repetition;
import dog.rebe.command.Token;
import dog.rebe.command.WorkOutput;
import dog.rebe.command.WorkState;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.outcome.ExitSignal;
import dog.rebe.outcome.ExitStatus;
import dog.rebe.outcome.Outcome;
import dog.rebe.outcome.Success;
import dog.rebe.ssh.openssh.Program;
import dog.rebe.ssh.testkit.wire.Direction;
import dog.rebe.ssh.testkit.wire.WireFault;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Detached work on a real OpenSSH server. */
class DetachedOverSshTest {

  /** For the end of what ends soon; less than the limits. */
  private static final Duration AT_MOST = Awaiting.LONG.dividedBy(2);

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

  private <T> T value(Command<T> command) {
    Outcome<T> outcome = executor.start(command, journal.node()).await();
    assertThat(outcome).isInstanceOf(Success.class);
    return outcome.value().orElseThrow();
  }

  @Test
  void outlivesTheConnectionAndIsFollowedByAnother() throws Exception {
    DetachedWork work =
        value(
            journal
                .counted(
                    "follow",
                    "i=0; while [ $i -lt 20 ];do i=$((i+1));echo line $i;sleep 0.05;done; exit 3")
                .detached(Token.of("follow")));
    disconnect();
    connect();

    ByteArrayOutputStream all = new ByteArrayOutputStream();
    WorkOutput part;
    do {
      part = value(work.output(all.size(), Duration.ofSeconds(2), JournalNode.LIMITS));
      all.writeBytes(part.bytes());
      assertThat(part.nextByte()).isEqualTo(all.size());
    } while (!(part.state().isTerminal() && part.bytes().length == 0));

    assertThat(all.toString(StandardCharsets.UTF_8).lines().count()).isEqualTo(20);
    assertThat(part.state())
        .isEqualTo(new WorkState.Ended(new ExitStatus(3), all.size(), 0, false));
    assertThat(value(work.result(JournalNode.LIMITS).acceptExits(3)).stdout().bytes())
        .isEqualTo(all.toByteArray());
    assertThat(journal.executions("follow")).isEqualTo(1);
  }

  @Test
  void endsWhenItIsCancelledByAnotherConnection() throws Exception {
    String seconds = JournalNode.seconds(31);
    DetachedWork work =
        value(journal.counted("cancel", "sleep " + seconds).detached(Token.of("cancel")));
    await().until(() -> JournalNode.sleeps(seconds));
    disconnect();
    connect();

    assertThat(value(work.cancel(JournalNode.LIMITS)))
        .isEqualTo(new WorkState.Ended(new ExitSignal("TERM"), 0, 0, false));
    assertThat(JournalNode.sleeps(seconds)).isFalse();
  }

  /** This is how detached work gets a limit to its time. */
  @Test
  void endsByItselfWhereTimeoutIsPutInFront() throws Exception {
    Program.require("timeout");
    String seconds = JournalNode.seconds(33);
    DetachedWork work =
        value(
            Command.of("timeout", "-k", "60", "1", "sh", "-c", "sleep $0; sleep $0", seconds)
                .changes(Repetition.ONCE)
                .limits(JournalNode.LIMITS)
                .detached(Token.of("limited")));

    assertThat(value(work.awaitEnd(AT_MOST, JournalNode.LIMITS)))
        .isEqualTo(new WorkState.Ended(new ExitStatus(124), 0, 0, false));
    assertThat(JournalNode.sleeps(seconds)).isFalse();
  }

  @Test
  @Tag("fault-16")
  void aStartWhoseReplyIsLostIsNotStartedTwice() throws Exception {
    long length = lengthOfAStart();
    for (int i = 1; i <= 6; i++) {
      String name = "start" + i;
      long at = length * i / 7;
      int first = journal.proxy().connections().size();
      journal
          .proxy()
          .obey(
              number ->
                  number == first
                      ? List.of(new WireFault.Reset(Direction.TO_CLIENT, at))
                      : List.of());
      try (SshTransport fresh = journal.transport().build();
          CommandExecutor own = JournalNode.executor(fresh)) {
        Outcome<DetachedWork> outcome =
            own.start(journal.counted(name, "sleep 0.2").detached(Token.of(name)), journal.node())
                .await();
        assertThat(outcome).as("cut at %d", at).isInstanceOf(Success.class);
        DetachedWork work = outcome.value().orElseThrow();
        assertThat(value(work.awaitEnd(AT_MOST, JournalNode.LIMITS)).isTerminal()).isTrue();
        assertThat(journal.executions(name)).as("cut at %d", at).isEqualTo(1);
      }
    }
  }

  private static long lengthOfAStart() throws Exception {
    journal.proxy().obey();
    try (SshTransport fresh = journal.transport().build();
        CommandExecutor own = JournalNode.executor(fresh)) {
      own.start(journal.counted("length", ":").detached(Token.of("length")), journal.node())
          .await();
      var connections = journal.proxy().connections();
      return connections.get(connections.size() - 1).bytes(Direction.TO_CLIENT);
    }
  }

  @Test
  void saysThatItIsLostWhenEverythingOfItIsKilled() throws Exception {
    String seconds = JournalNode.seconds(32);
    DetachedWork work =
        value(journal.counted("lost", "exec sleep " + seconds).detached(Token.of("lost")));
    await().until(() -> JournalNode.sleeps(seconds));
    String record =
        Files.readString(
            journal
                .home()
                .resolve(".local/state/rebe")
                .resolve(work.token().epoch().orElseThrow().bootId())
                .resolve("lost"));
    new ProcessBuilder("kill", "-s", "KILL", "--", "-" + record.split(" ", 5)[3]).start().waitFor();

    assertThat(value(work.awaitEnd(AT_MOST, JournalNode.LIMITS))).isEqualTo(new WorkState.Lost());
    assertThat(JournalNode.sleeps(seconds)).isFalse();
  }
}
