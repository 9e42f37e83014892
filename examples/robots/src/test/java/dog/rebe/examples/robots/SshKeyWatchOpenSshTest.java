package dog.rebe.examples.robots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.robot.Goal;
import dog.rebe.runner.Proposal;
import dog.rebe.runner.RunReport;
import dog.rebe.ssh.SshTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A weak key is rotated out over a real OpenSSH, and nobody is locked out. */
class SshKeyWatchOpenSshTest {

  private static final Path KEYGEN = Path.of("/usr/bin/ssh-keygen");
  private static final String WEAK = "ssh-dss AAAAB3NzaC1kc3M= old laptop";

  @TempDir Path folder;

  @Test
  void takesTheWeakKeyOutOnlyOnceTheNewOneHasLoggedIn() throws IOException, InterruptedException {
    try (OpenSshNode machine = new OpenSshNode(folder)) {
      Path keys = machine.sshd().folder().resolve("authorized_keys");
      Files.writeString(keys, Files.readString(keys).strip() + "\n" + WEAK + "\n");
      Path identity = newKey();
      SshKeyWatch robot = new SshKeyWatch();

      Goal add = goal(robot, "add", keys, machine);
      Proposal adding = machine.propose(robot, add).orElseThrow();
      assertThat(machine.apply(robot, adding).end()).isEqualTo(RunReport.End.COMPLETED);
      assertThat(Files.readString(keys)).contains(WEAK, newLine());

      Goal takeOut = goal(robot, "take-out", keys, machine);
      assertThat(machine.propose(robot, takeOut)).as("nobody has logged in with it yet").isEmpty();
      logIn(machine, identity);
      Optional<Proposal> proven = machine.propose(robot, takeOut);
      assertThat(proven).as(machine.sshd().log()).isPresent();
      RunReport report = machine.apply(robot, proven.orElseThrow());
      assertThat(report.end()).as(report.account()).isEqualTo(RunReport.End.COMPLETED);
      assertThat(Files.readString(keys)).doesNotContain("ssh-dss").contains(newLine());
      logIn(machine, identity);
    }
  }

  @Test
  void aLoginOfAnotherKeyProvesNothing() throws IOException, InterruptedException {
    try (OpenSshNode machine = new OpenSshNode(folder)) {
      Path keys = machine.sshd().folder().resolve("authorized_keys");
      newKey();
      Files.writeString(
          keys, Files.readString(keys).strip() + "\n" + WEAK + "\n" + newLine() + "\n");
      logIn(machine, machine.sshd().identity());
      SshKeyWatch robot = new SshKeyWatch();
      assertThat(machine.sshd().log()).contains("Accepted publickey for");
      assertThat(machine.propose(robot, goal(robot, "take-out", keys, machine))).isEmpty();
    }
  }

  private Path newKey() throws IOException, InterruptedException {
    if (!Boolean.getBoolean("rebe.requireSystem")) {
      assumeTrue(Files.isExecutable(KEYGEN), KEYGEN + " is not there");
    }
    Path identity = folder.resolve("new");
    Process keygen =
        new ProcessBuilder(
                KEYGEN.toString(),
                "-q",
                "-t",
                "ed25519",
                "-N",
                "",
                "-C",
                "new",
                "-f",
                "" + identity)
            .start();
    assertThat(keygen.waitFor()).isZero();
    return identity;
  }

  private String newLine() throws IOException {
    return Files.readString(folder.resolve("new.pub")).strip();
  }

  private Goal goal(SshKeyWatch robot, String action, Path keys, OpenSshNode machine)
      throws IOException {
    return robot
        .manifest()
        .goalType()
        .goal(
            Map.<String, Object>of(
                "action", action,
                "file", keys.toString(),
                "key", newLine(),
                "logs", List.of(machine.sshd().folder().resolve("sshd.log").toString())));
  }

  private static void logIn(OpenSshNode machine, Path identity) throws IOException {
    try (SshTransport ssh = machine.transport(identity);
        CommandExecutor executor = CommandExecutor.builder().transport(ssh).build()) {
      Command<?> nothing =
          Command.of("true").readOnly().limits(Limits.of(Duration.ofSeconds(60), 1024));
      assertThat(executor.start(nothing, machine.node()).await().failure()).isEmpty();
    }
  }
}
