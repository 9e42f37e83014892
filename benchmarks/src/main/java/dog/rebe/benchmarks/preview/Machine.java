package dog.rebe.benchmarks.preview;

import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.files.FileView;
import dog.rebe.node.Endpoint;
import dog.rebe.node.Node;
import dog.rebe.sandbox.preview.CommandPreview;
import dog.rebe.sandbox.previewer.CommandPreviewer;
import dog.rebe.sandbox.previewer.PreviewLimits;
import dog.rebe.sandbox.previewer.PreviewUser;
import dog.rebe.sandbox.previewer.Situation;
import dog.rebe.ssh.Credential;
import dog.rebe.ssh.HostTrust;
import dog.rebe.ssh.SshTransport;
import dog.rebe.ssh.testkit.OpenSshServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A machine behind a real OpenSSH server, its files, and previews on them. */
final class Machine implements AutoCloseable {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Pattern REQUEST = Pattern.compile("^debug[13]: request \\d+: ([a-z]+).*");
  private static final PreviewLimits LIMITS =
      PreviewLimits.of(Duration.ofMinutes(5), 0, 100_000, 1 << 20);

  private static final String SFTP_SERVER = "Subsystem sftp /usr/lib/openssh/sftp-server";

  private final OpenSshServer server;
  private final Path log;
  private final boolean owned;
  private final SshTransport ssh;
  private final FileView files;
  private final CommandPreviewer previewer = CommandPreviewer.of(Clock.systemUTC());

  private Machine(OpenSshServer server, Path log, Endpoint door, boolean owned) throws Exception {
    this.server = server;
    this.log = log;
    this.owned = owned;
    Node node = Node.of("node", door);
    ssh =
        SshTransport.builder()
            .hostTrust(HostTrust.pinned(Map.of(node.id(), server.fingerprint())))
            .credentials(Credential.keyFile(server.identity()))
            .build();
    files = ssh.openFiles(node, MINUTE).toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  static Machine start(Path folder) throws Exception {
    return start(folder, SFTP_SERVER);
  }

  /** One whose sftp-server writes down what it is asked for. */
  static Machine startLogging(Path folder) throws Exception {
    return start(folder, SFTP_SERVER + " -e -l DEBUG3 2>>" + folder.resolve("sftp.log"));
  }

  private static Machine start(Path folder, String subsystem) throws Exception {
    Files.createDirectories(folder);
    OpenSshServer server = OpenSshServer.start(folder.resolve("server"), subsystem);
    return new Machine(server, folder.resolve("sftp.log"), server.endpoint(), /* owned= */ true);
  }

  /** The same machine behind another port. */
  Machine through(int port) throws Exception {
    String user = server.endpoint().user().orElseThrow();
    return new Machine(server, log, Endpoint.ssh(user, "127.0.0.1", port), /* owned= */ false);
  }

  int port() {
    return server.port();
  }

  CommandPreview preview(String program, String... arguments) {
    Command<?> command =
        Command.of(program, arguments).effectUnknown().limits(Limits.of(MINUTE, 1 << 16));
    return previewer.preview(command, files, Situation.of(PreviewUser.root(), "/"), LIMITS);
  }

  /** How often it was asked for what, so far. */
  Map<String, Integer> requests() throws IOException {
    Map<String, Integer> counts = new TreeMap<>();
    for (String line : Files.readAllLines(log)) {
      Matcher matcher = REQUEST.matcher(line);
      if (matcher.matches() && !matcher.group(1).equals("sent")) {
        counts.merge(matcher.group(1), 1, Integer::sum);
      }
    }
    return counts;
  }

  @Override
  public void close() {
    files.close();
    ssh.close();
    if (owned) {
      server.close();
    }
  }
}
