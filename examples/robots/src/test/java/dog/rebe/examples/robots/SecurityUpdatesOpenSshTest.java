package dog.rebe.examples.robots;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Command;
import dog.rebe.command.Decoder;
import dog.rebe.command.Limits;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.robot.Goal;
import dog.rebe.runner.Proposal;
import dog.rebe.runner.RunReport;
import dog.rebe.runner.RunReport.End;
import dog.rebe.ssh.SshTransport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Security updates over a real OpenSSH, by the machine's own shell. Only {@code apt-get} and {@code
 * dpkg-query} are ours ({@link FakeApt}): no test installs anything.
 */
class SecurityUpdatesOpenSshTest {

  private static final String SECURITY = "Debian-Security:12/stable-security";
  private static final SecurityUpdates ROBOT = new SecurityUpdates();
  private static final Goal GOAL = ROBOT.manifest().goalType().standard();

  @TempDir Path folder;
  private FakeApt apt;

  @BeforeEach
  void packages() throws IOException {
    apt =
        new FakeApt(folder.resolve("apt"))
            .with("openssl", "3.0.11-1", "3.0.11-1+deb12u2", SECURITY)
            .with("libc6", "2.36-9", "2.36-9+deb12u4", SECURITY)
            .with("vim", "9.0-1", "9.0-2", "Debian:12.5/stable");
  }

  /** Nothing is proposed before it is certain that this machine's own apt-get is out of reach. */
  private OpenSshNode machine() throws IOException {
    OpenSshNode machine = new OpenSshNode(folder, apt.directive());
    try (SshTransport ssh = machine.transport(machine.sshd().identity());
        CommandExecutor executor = CommandExecutor.builder().transport(ssh).build()) {
      Command<String> which =
          Command.of("sh", "-c", "command -v apt-get")
              .readOnly()
              .limits(Limits.of(Duration.ofSeconds(60), 1024))
              .decode(Decoder.text());
      assertThat(executor.start(which, machine.node()).await().value())
          .contains(apt.program() + "\n");
      return machine;
    } catch (AssertionError | IOException | RuntimeException e) {
      machine.close();
      throw e;
    }
  }

  @Test
  void installsWhatASecurityArchiveOffersAndNothingElse() throws IOException {
    try (OpenSshNode machine = machine()) {
      Proposal proposal = machine.propose(ROBOT, GOAL).orElseThrow();
      assertThat(apt.said()).as("nothing was changed by looking").isEmpty();
      assertThat(proposal.preview().hasBlindSpots()).isFalse();

      RunReport report = machine.apply(ROBOT, proposal);
      assertThat(report.end()).as(report.account()).isEqualTo(End.COMPLETED);
      assertThat(apt.said())
          .containsExactly(
              "-y -q -o Dpkg::Options::=--force-confold install --only-upgrade"
                  + " libc6=2.36-9+deb12u4 openssl=3.0.11-1+deb12u2");
      assertThat(apt.installed("openssl")).isEqualTo("3.0.11-1+deb12u2");
      assertThat(apt.installed("libc6")).isEqualTo("2.36-9+deb12u4");
      assertThat(apt.installed("vim")).isEqualTo("9.0-1");
      assertThat(machine.propose(ROBOT, GOAL)).isEmpty();
    }
  }

  @Test
  void installsNothingOnceAnApprovedVersionCannotBeHadAnyMore() throws IOException {
    try (OpenSshNode machine = machine()) {
      Proposal proposal = machine.propose(ROBOT, GOAL).orElseThrow();
      apt.offers("openssl", "3.0.11-1+deb12u3");

      RunReport report = machine.apply(ROBOT, proposal);
      assertThat(report.end()).isEqualTo(End.REFUSED);
      assertThat(report.reason()).contains("the machines have changed since");
      assertThat(apt.said()).isEmpty();
      assertThat(machine.propose(ROBOT, GOAL).orElseThrow().plan().steps().get(0).command())
          .asString()
          .endsWith("openssl=3.0.11-1+deb12u3");
    }
  }
}
