package dog.rebe.ssh;

import static dog.rebe.ssh.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.command.Repetition;
import dog.rebe.command.RunAs;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import dog.rebe.ssh.openssh.Program;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Another user by sudo and by doas on a real OpenSSH server, allowed and not. */
@Tag("fault-75")
class ChangedUserTest {

  private static final Limits LIMITS = Awaiting.unhurried(1 << 20);
  private static final String PASSWORD = "%s ALL=(ALL) ALL\n".formatted(OwnUsers.USER);
  private static final String NO_PASSWORD =
      "%s ALL=(%s) NOPASSWD: ALL\n".formatted(OwnUsers.USER, OwnUsers.OTHER);

  @RegisterExtension
  static final OwnUsers ASKED =
      new OwnUsers(Map.of("sudoers", PASSWORD, "doas.conf", "permit " + OwnUsers.USER + "\n"));

  @RegisterExtension
  static final OwnUsers FORBIDDEN =
      new OwnUsers(Map.of("sudoers", "root ALL=(ALL) ALL\n", "doas.conf", "permit root\n"));

  @RegisterExtension
  static final OwnUsers ALLOWED =
      new OwnUsers(
          Map.of(
              "sudoers",
              NO_PASSWORD,
              "doas.conf",
              "permit nopass " + OwnUsers.USER + " as " + OwnUsers.OTHER + "\n"));

  @AfterEach
  void leavesNothing() {
    await().untilAsserted(OwnUsers::assertThatNothingRuns);
  }

  private static Outcome<CapturedOutput> run(OwnUsers node, RunAs user) throws Exception {
    Path trace = Path.of("/home", OwnUsers.USER, "trace");
    Command<CapturedOutput> command =
        Command.of("sh", "-c", "id -un; echo began >" + trace + ".$(id -u)")
            .changes(Repetition.ONCE)
            .limits(LIMITS)
            .acceptExits(0, 1, 2)
            .asUser(user);
    return Calls.run(node.transport(), node.node(), command);
  }

  private static void assertRefused(OwnUsers node, RunAs user, String said) throws Exception {
    Failure<CapturedOutput> failure =
        Calls.assertFailure(run(node, user), FailureKind.RUN_AS_REFUSED, Delivery.NOT_STARTED);

    assertThat(failure.detail()).contains(said);
    assertThat(failure.explanation().headline()).isNotBlank();
    assertThat(failure.explanation().nextStep()).isNotBlank();
    assertThat(failure.evidence().attempts()).isEqualTo(1);
    assertThat(node.home().toFile().list()).isEmpty();
  }

  @Test
  void sudoThatAsksForAPassword() throws Exception {
    assertRefused(ASKED, RunAs.sudo("root"), "password");
  }

  @Test
  void sudoThatDoesNotAllowIt() throws Exception {
    assertRefused(FORBIDDEN, RunAs.sudo("root"), "sudo");
  }

  @Test
  void sudoThatAllowsAnotherUserOnly() throws Exception {
    assertRefused(ALLOWED, RunAs.sudo("root"), "password");
  }

  @Test
  void sudoToAUserThatIsNotThere() throws Exception {
    assertRefused(ASKED, RunAs.sudo("nobody-of-this-name"), "nobody-of-this-name");
  }

  @Test
  void doasThatAsksForAPassword() throws Exception {
    Program.require("doas");
    assertRefused(ASKED, RunAs.doas("root"), "doas");
  }

  @Test
  void doasThatDoesNotAllowIt() throws Exception {
    Program.require("doas");
    assertRefused(FORBIDDEN, RunAs.doas("root"), "doas");
  }

  @Test
  void runsWhereSudoAllowsIt() throws Exception {
    CapturedOutput output = Calls.assertSuccess(run(ALLOWED, RunAs.sudo(OwnUsers.OTHER)));

    assertThat(output.stdout().utf8()).isEqualTo(OwnUsers.OTHER + "\n");
  }

  @Test
  void runsWhereDoasAllowsIt() throws Exception {
    Program.require("doas");
    CapturedOutput output = Calls.assertSuccess(run(ALLOWED, RunAs.doas(OwnUsers.OTHER)));

    assertThat(output.stdout().utf8()).isEqualTo(OwnUsers.OTHER + "\n");
  }
}
