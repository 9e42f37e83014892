package dog.rebe.ssh;

import static dog.rebe.ssh.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.command.Repetition;
import dog.rebe.command.RunAs;
import dog.rebe.command.Token;
import dog.rebe.execution.Call;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.FailureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tokens of an ordinary user on a real OpenSSH server, and of the one whom he becomes by sudo. */
class TokenUsersTest {

  private static final Limits LIMITS = Awaiting.unhurried(1 << 16);

  @RegisterExtension
  static final OwnUsers NODE =
      new OwnUsers(
          Map.of(
              "sudoers", "%s ALL=(%s) NOPASSWD: ALL\n".formatted(OwnUsers.USER, OwnUsers.OTHER)));

  @BeforeAll
  static void giveTheOtherAHome() throws Exception {
    Path home = Files.createDirectory(home(OwnUsers.OTHER));
    int owner = (int) Files.getAttribute(NODE.home(), "unix:uid") + 1;
    RealNode.run(List.of("chown", owner + ":" + owner, home.toString()));
  }

  @AfterEach
  void leavesNothing() {
    await().untilAsserted(OwnUsers::assertThatNothingRuns);
  }

  private static Path home(String user) {
    return NODE.home().resolveSibling(user);
  }

  private static Command<CapturedOutput> counted(String user, String then) {
    return Command.of("sh", "-c", "echo x >>/home/" + user + "/count; " + then)
        .changes(Repetition.ONCE)
        .limits(LIMITS)
        .token(Token.of(UUID.randomUUID().toString()));
  }

  private static int executions(String user) throws IOException {
    Path count = home(user).resolve("count");
    return Files.exists(count) ? Files.readAllLines(count).size() : 0;
  }

  private static void assertRunsOnce(String user, UnaryOperator<Command<CapturedOutput>> as)
      throws Exception {
    int before = executions(user);
    Command<CapturedOutput> command = as.apply(counted(user, "id -un"));
    try (SshTransport transport = NODE.transport().build();
        CommandExecutor executor = Calls.executor(transport)) {
      for (int delivery = 0; delivery < 2; delivery++) {
        CapturedOutput output = Calls.assertSuccess(executor.start(command, NODE.node()).await());
        assertThat(output.stdout().utf8()).isEqualTo(user + "\n");
      }
    }
    assertThat(executions(user)).isEqualTo(before + 1);
    Path journal = home(user).resolve(".local/state/rebe");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(journal)))
        .isEqualTo("rwx------");
    assertThat(Files.getAttribute(journal, "unix:uid"))
        .isEqualTo(Files.getAttribute(home(user), "unix:uid"));
  }

  @Test
  @Tag("fault-38")
  void anOrdinaryUsersSecondDeliveryGetsTheRecordedResult() throws Exception {
    assertRunsOnce(OwnUsers.USER, command -> command);
  }

  @Test
  @Tag("fault-38")
  void anotherUsersSecondDeliveryGetsTheResultFromHisOwnJournal() throws Exception {
    assertRunsOnce(OwnUsers.OTHER, command -> command.asUser(RunAs.sudo(OwnUsers.OTHER)));
  }

  @Test
  @Tag("fault-34")
  void cancellingEndsWhatAnotherUserRunsByAToken() throws Exception {
    int before = executions(OwnUsers.OTHER);
    Command<CapturedOutput> command =
        counted(OwnUsers.OTHER, "sleep 1000 & sleep 1000").asUser(RunAs.sudo(OwnUsers.OTHER));
    try (SshTransport transport = NODE.transport().build();
        CommandExecutor executor = Calls.executor(transport)) {
      Call<CapturedOutput> call = executor.start(command, NODE.node());
      await().until(() -> executions(OwnUsers.OTHER) > before);

      call.cancel();

      Calls.assertFailure(call.await(), FailureKind.CANCELLED, Delivery.STOPPED);
    }
  }
}
