package dog.rebe.ssh;

import static dog.rebe.ssh.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.facts.Fact;
import dog.rebe.facts.Facts;
import dog.rebe.facts.MachineFacts;
import dog.rebe.facts.Reason;
import dog.rebe.node.Node;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import dog.rebe.ssh.testkit.OpenSshServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A mount whose server never answers, as a network mount whose server is gone: who looks at it
 * hangs in the kernel. It is a FUSE file system that nobody serves, and only the server under test
 * sees it.
 */
@Tag("fault-76")
class DeadMountTest {

  /**
   * $1 is where. Somebody must hold the descriptor: sshd closes what it inherits, and then those
   * who look at the mount would be told.
   */
  private static final String LAUNCHER =
      """
      mount --make-rprivate /
      exec 3<>/dev/fuse||exit 1
      mount -i -t fuse -o fd=3,rootmode=40000,user_id=0,group_id=0 dead:/export "$1"||exit 1
      sleep 1000 >/dev/null 2>&1 &
      exec 3>&-
      shift
      exec "$@"
      """;

  private static final String TRIAL =
      """
      mount --make-rprivate /
      exec 3<>/dev/fuse||exit 1
      exec mount -i -t fuse -o fd=3,rootmode=40000,user_id=0,group_id=0 dead:/export "$1"
      """;

  private static final Duration GRACE = Duration.ofSeconds(20);

  @TempDir Path folder;
  private Path mount;
  private OpenSshServer server;

  @BeforeEach
  void start() throws Exception {
    boolean possible =
        System.getProperty("user.name").equals("root") && Files.exists(Path.of("/dev/fuse"));
    assumeTrue(possible, "Skipped: this test needs root and /dev/fuse, for a mount that hangs");
    mount = Files.createDirectory(folder.resolve("dead"));
    assumeTrue(mayMount(), "Skipped: mounts of one's own are not permitted here");
    start(folder.resolve("server"));
  }

  private boolean mayMount() throws Exception {
    Process trial =
        new ProcessBuilder("unshare", "-m", "sh", "-c", TRIAL, "sh", mount.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return trial.waitFor(Awaiting.LONG.toSeconds(), TimeUnit.SECONDS) && trial.exitValue() == 0;
  }

  private void start(Path files, String... directives) throws IOException {
    server =
        OpenSshServer.startBy(
            List.of("unshare", "-m", "sh", "-c", LAUNCHER, "sh", mount.toString()),
            files,
            directives);
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  private <T> Outcome<T> run(Command<T> command) throws IOException {
    try (SshTransport transport =
            SshTransport.builder()
                .hostTrust(HostTrust.pinned(Map.of(node().id(), server.fingerprint())))
                .credentials(Credential.keyFile(server.identity()))
                .build();
        CommandExecutor executor = Calls.executor(transport)) {
      return executor.start(command, node()).await();
    }
  }

  private Node node() {
    return Node.of("node", server.endpoint());
  }

  /** Its time is up soon, but not before it has begun. */
  private Outcome<CapturedOutput> runUntilTimeIsUp(String name, String argument)
      throws IOException {
    Outcome<CapturedOutput> outcome = null;
    for (long seconds : new long[] {3, 15, 75}) {
      Limits limits = Limits.of(Duration.ofSeconds(seconds), 4096).withGrace(GRACE);
      outcome = run(Command.of(name, argument).readOnly().limits(limits));
      if (outcome.delivery() != Delivery.NOT_STARTED) {
        return outcome;
      }
    }
    return outcome;
  }

  @Test
  void theFactThatLooksAtItIsGivenUpAndTheOthersArrive() throws Exception {
    MachineFacts facts =
        Calls.assertSuccess(run(Facts.command(Awaiting.unhurried(Facts.OUTPUT_BYTES))));

    assertThat(facts.kernel().value()).isPresent();
    assertThat(facts.memory().value()).isPresent();
    assertThat(facts.load().value()).isPresent();
    assertThat(facts.processors().value()).isPresent();
    assertThat(facts.fileSystems())
        .isInstanceOfSatisfying(
            Fact.Missing.class,
            missing -> assertThat(missing.reason()).isEqualTo(Reason.TIMED_OUT));
    nothingHangs();
  }

  @Test
  void aCommandThatHangsThereIsEnded() throws Exception {
    Calls.assertFailure(
        runUntilTimeIsUp("ls", mount.toString()), FailureKind.TIMED_OUT, Delivery.STOPPED);
    nothingHangs();
  }

  /**
   * Where the folder that hangs is in the search path, the shell itself may hang before it has told
   * its process group. Nobody can end it then, and the outcome says so, in time.
   */
  @Test
  void aSearchPathThatHangsIsAnUnknownFateInTime() throws Exception {
    server.close();
    start(folder.resolve("other"), "SetEnv PATH=" + mount + ":/usr/bin:/bin");

    Outcome<CapturedOutput> outcome = runUntilTimeIsUp("ls", "/");

    assertThat(outcome.failure().map(Failure::kind)).contains(FailureKind.TIMED_OUT);
    assertThat(outcome.delivery()).isIn(Delivery.UNKNOWN, Delivery.STOPPED);
    // Nothing of it ever ends by itself: what came back came back by our limits.
    assertThat(outcome.evidence().elapsed()).isLessThan(Awaiting.LONG);
  }

  /** What waits for the mount can be killed, and was. */
  private void nothingHangs() {
    await()
        .untilAsserted(
            () ->
                assertThat(
                        ProcessHandle.of(server.pid())
                            .orElseThrow()
                            .descendants()
                            .map(process -> process.info().command().orElse("?"))
                            .filter(command -> !command.matches(".*/(sleep|sshd.*)")))
                    .isEmpty());
  }
}
