package dog.rebe.ssh;

import static dog.rebe.ssh.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.command.Repetition;
import dog.rebe.execution.ExchangeEnd;
import dog.rebe.node.Endpoint;
import dog.rebe.node.Node;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.FailureKind;
import dog.rebe.ssh.openssh.Program;
import dog.rebe.ssh.testkit.OpenSshServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Login shells of all kinds behind a real OpenSSH server: it is told to hand what a client asks for
 * to that shell, just as it does with the shell in the user database.
 */
@Tag("fault-74")
class LoginShellTest {

  private static final Limits LIMITS = Awaiting.unhurried(1 << 20);
  private static final String NASTY =
      "; $(id) `id` \"'\\ \\' * ? [a] ~ #x\n-n --\t!! !1 {a,b} $HOME %s ^a^b é & | < > \\\n end";

  @TempDir Path folder;

  private SshTransport to(OpenSshServer server) throws Exception {
    return SshTransport.builder()
        .hostTrust(HostTrust.pinned(Map.of(node(server).id(), server.fingerprint())))
        .credentials(Credential.keyFile(server.identity()))
        .build();
  }

  private static Node node(OpenSshServer server) {
    Endpoint endpoint = server.endpoint();
    return Node.of("node", endpoint);
  }

  private static Command<CapturedOutput> printf(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "%s|";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return Command.of("printf", all).readOnly().limits(LIMITS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash", "busybox sh", "fish", "csh", "tcsh"})
  void argumentsArriveByteForByte(String shell) throws Exception {
    Program.require(shell.split(" ", 2)[0]);
    String forced = "ForceCommand exec " + shell + " -c \"$SSH_ORIGINAL_COMMAND\"";
    try (OpenSshServer server = OpenSshServer.start(folder.resolve("server"), forced);
        SshTransport transport = to(server)) {
      // The second command is sent in the dialect that the first has taught.
      for (int i = 0; i < 2; i++) {
        Recorder run = Recorder.run(transport, node(server), printf(NASTY, "-e", "", "\\"));

        assertThat(run.end()).isEqualTo(Ends.SUCCESS);
        assertThat(run.stdout()).isEqualTo(NASTY + "|-e||\\|");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash", "busybox sh", "fish", "csh", "tcsh"})
  void endsACommandWithItsChildren(String shell) throws Exception {
    Program.require(shell.split(" ", 2)[0]);
    String forced = "ForceCommand exec " + shell + " -c \"$SSH_ORIGINAL_COMMAND\"";
    try (OpenSshServer server = OpenSshServer.start(folder.resolve("server"), forced);
        SshTransport transport = to(server)) {
      Command<CapturedOutput> command =
          Command.of("sh", "-c", "sleep 1000 & sleep 1000 & echo ready; wait")
              .readOnly()
              .limits(LIMITS);
      Recorder run = Recorder.run(transport, node(server), command);
      await().until(() -> run.stdout().equals("ready\n"));

      run.exchange().stop();

      assertThat(run.end()).isEqualTo(new ExchangeEnd.StoppedConfirmed());
      assertThat(ProcessHandle.of(server.pid()).orElseThrow().descendants())
          .noneMatch(process -> process.info().commandLine().orElse("").contains("sleep 1000"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/usr/sbin/nologin",
        "/bin/false",
        "echo this account is for transfers only",
        "/no/such/shell"
      })
  void noShellAtAllIsSaidAndNothingRuns(String shell) throws Exception {
    Path trace = folder.resolve("trace");
    try (OpenSshServer server =
            OpenSshServer.start(folder.resolve("server"), "ForceCommand " + shell);
        SshTransport transport = to(server)) {
      Command<CapturedOutput> touch =
          Command.of("touch", trace.toString()).changes(Repetition.ONCE).limits(LIMITS);
      try (var executor = Calls.executor(transport)) {
        Calls.assertFailure(
            executor.start(touch, node(server)).await(),
            FailureKind.UNSUPPORTED_SHELL,
            Delivery.NOT_STARTED);
      }
      assertThat(trace).doesNotExist();
    }
  }

  @Test
  void aShellThatPrintsFirstIsNoObstacle() throws Exception {
    Path shell = folder.resolve("noisy");
    Files.writeString(
        shell, "#!/bin/sh\necho 'Welcome to the machine'\nexec sh -c \"$SSH_ORIGINAL_COMMAND\"\n");
    assertThat(shell.toFile().setExecutable(true)).isTrue();
    try (OpenSshServer server =
            OpenSshServer.start(folder.resolve("server"), "ForceCommand " + shell);
        SshTransport transport = to(server)) {
      Recorder run = Recorder.run(transport, node(server), printf("x"));

      assertThat(run.end()).isEqualTo(Ends.SUCCESS);
      assertThat(run.stdout()).isEqualTo("x|");
    }
  }
}
