package dog.rebe.sandbox.previewer;

import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.execution.RetryOptions;
import dog.rebe.files.FileView;
import dog.rebe.node.Endpoint;
import dog.rebe.node.Node;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Outcome;
import dog.rebe.ssh.Credential;
import dog.rebe.ssh.HostTrust;
import dog.rebe.ssh.SshTransport;
import dog.rebe.ssh.testkit.OpenSshServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A machine behind a real OpenSSH server, whose user may write, and its files over SFTP. The
 * sftp-server logs every request.
 */
final class OpenSshMachine implements AutoCloseable {

  private static final Path SFTP_SERVER = Path.of("/usr/lib/openssh/sftp-server");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final OpenSshServer server;
  private final Path log;
  private final SshTransport ssh;
  private final CommandExecutor executor;
  private final Node node;
  private final FileView files;

  private OpenSshMachine(OpenSshServer server, Path log, Endpoint door) throws Exception {
    this.server = server;
    this.log = log;
    node = Node.of("node", door);
    ssh =
        SshTransport.builder()
            .hostTrust(HostTrust.pinned(Map.of(node.id(), server.fingerprint())))
            .credentials(Credential.keyFile(server.identity()))
            .build();
    executor = CommandExecutor.builder().transport(ssh).retry(RetryOptions.none()).build();
    files = ssh.openFiles(node, MINUTE).toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  /** Skips the test where there is no OpenSSH. */
  static OpenSshMachine open(Path folder) throws Exception {
    SystemTools.require(SFTP_SERVER);
    Path log = folder.resolve("sftp.log");
    OpenSshServer server =
        OpenSshServer.start(
            folder.resolve("server"), "Subsystem sftp " + SFTP_SERVER + " -e -l DEBUG3 2>>" + log);
    return new OpenSshMachine(server, log, server.endpoint());
  }

  OpenSshServer server() {
    return server;
  }

  FileView files() {
    return files;
  }

  Outcome<CapturedOutput> run(Command<CapturedOutput> command) throws InterruptedException {
    return executor.start(command, node).await();
  }

  /** Who logs in there. */
  PreviewUser user() throws InterruptedException {
    Command<CapturedOutput> who =
        Command.script("id -u; id -g; id -G; umask").readOnly().limits(Limits.of(MINUTE, 4096));
    Outcome<CapturedOutput> outcome = run(who);
    List<String> lines =
        outcome
            .value()
            .orElseThrow(() -> new AssertionError(outcome))
            .stdout()
            .utf8()
            .lines()
            .toList();
    Set<Long> groups =
        Arrays.stream(lines.get(2).split(" ")).map(Long::valueOf).collect(Collectors.toSet());
    return new PreviewUser(
        Long.parseLong(lines.get(0)),
        Long.parseLong(lines.get(1)),
        groups,
        Integer.parseInt(lines.get(3), 8));
  }

  /** What the sftp-server has logged so far. */
  String log() throws IOException {
    return Files.readString(log);
  }

  @Override
  public void close() {
    files.close();
    executor.close();
    ssh.close();
    server.close();
  }
}
