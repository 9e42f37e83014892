package dog.rebe.previews;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.node.Node;
import dog.rebe.runner.Proposal;
import dog.rebe.runner.RunReport;
import dog.rebe.ssh.Credential;
import dog.rebe.ssh.HostTrust;
import dog.rebe.ssh.SshTransport;
import dog.rebe.ssh.testkit.OpenSshServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A robot's plan on a machine behind a real OpenSSH server: shown, approved, moved, refused. */
class OpenSshRobotTest {

  private static final Path SFTP_SERVER = Path.of("/usr/lib/openssh/sftp-server");

  @TempDir Path temporary;

  @Test
  void anApprovedPlanIsRefusedOnceTheMachineIsNotAsItWasShown() throws Exception {
    requireOpenSsh();
    Path machine = temporary.toRealPath().resolve("machine");
    Path logs = Files.createDirectories(machine.resolve("logs"));
    Path settings = machine.resolve("app.conf");
    Files.writeString(logs.resolve("app.log.1"), "debug 1\n");
    Files.writeString(logs.resolve("app.log.2"), "debug 2\n");
    Files.writeString(settings, "port = 1\nlog_level = debug\n");
    QuietRobot robot = new QuietRobot(logs.toString(), settings.toString());
    try (OpenSshServer server =
        OpenSshServer.start(temporary.resolve("server"), "Subsystem sftp " + SFTP_SERVER)) {
      Node node = Node.of("node", server.endpoint());
      try (SshTransport transport =
              SshTransport.builder()
                  .hostTrust(HostTrust.pinned(Map.of(node.id(), server.fingerprint())))
                  .credentials(Credential.keyFile(server.identity()))
                  .build();
          Office office =
              new Office(Files.createDirectory(temporary.resolve("office")), transport)) {
        Proposal shown = office.propose(robot, List.of(node));
        assertThat(shown.preview().steps().get(0).changes()).hasSize(2);

        Files.writeString(logs.resolve("app.log.2"), "I need this\n");
        RunReport refused = office.approveAndApply(robot, shown);

        assertThat(refused.end()).isEqualTo(RunReport.End.REFUSED);
        assertThat(refused.reason())
            .contains("the machines have changed since")
            .contains(logs.resolve("app.log.2") + " is not as it was");
        assertThat(logs.resolve("app.log.1")).exists();
        assertThat(settings).hasContent("port = 1\nlog_level = debug\n");

        RunReport done = office.approveAndApply(robot, office.propose(robot, List.of(node)));

        assertThat(done.end()).as(done.account()).isEqualTo(RunReport.End.COMPLETED);
        assertThat(logs).isEmptyDirectory();
        assertThat(settings).hasContent("port = 1\nlog_level = info\n");
      }
    }
  }

  @Test
  void stepsThatRestOnOneAnotherAreTakenBackAsShown() throws Exception {
    requireOpenSsh();
    Path machine = Files.createDirectories(temporary.toRealPath().resolve("machine"));
    Path app = machine.resolve("app");
    Files.writeString(app, "old\n");
    Files.writeString(machine.resolve("new"), "new\n");
    SwapRobot robot = new SwapRobot(machine.toString());
    try (OpenSshServer server =
        OpenSshServer.start(temporary.resolve("server"), "Subsystem sftp " + SFTP_SERVER)) {
      Node node = Node.of("node", server.endpoint());
      try (SshTransport transport =
              SshTransport.builder()
                  .hostTrust(HostTrust.pinned(Map.of(node.id(), server.fingerprint())))
                  .credentials(Credential.keyFile(server.identity()))
                  .build();
          Office office =
              new Office(Files.createDirectory(temporary.resolve("office")), transport)) {
        Proposal swap = office.propose(robot, List.of(node));
        RunReport swapped = office.approveAndApply(robot, swap);
        assertThat(swapped.end()).as(swapped.account()).isEqualTo(RunReport.End.COMPLETED);
        assertThat(app).hasContent("new\n");

        Proposal undo = office.proposeUndo(swap.run(), List.of(node));

        assertThat(undo.preview().steps().get(1).changes())
            .extracting(change -> change.path().toString())
            .contains(app.toString());

        RunReport undone = office.approveAndUndo(undo);

        assertThat(undone.end()).as(undone.account()).isEqualTo(RunReport.End.COMPLETED);
        assertThat(app).hasContent("old\n");
        assertThat(machine.resolve("app.bak")).doesNotExist();
      }
    }
  }

  private static void requireOpenSsh() {
    boolean there =
        Files.isExecutable(SFTP_SERVER) && Files.isExecutable(Path.of("/usr/sbin/sshd"));
    if (!there && Boolean.getBoolean("rebe.requireSystem")) {
      throw new AssertionError("There is no OpenSSH server here, and rebe.requireSystem is set");
    }
    Assumptions.assumeTrue(there, "There is no OpenSSH server on this machine");
  }
}
