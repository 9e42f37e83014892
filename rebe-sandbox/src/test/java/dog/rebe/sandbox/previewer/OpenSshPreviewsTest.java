package dog.rebe.sandbox.previewer;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.command.Repetition;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.execution.RetryOptions;
import dog.rebe.files.FilePath;
import dog.rebe.files.FileView;
import dog.rebe.node.Node;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.ExitStatus;
import dog.rebe.outcome.Outcome;
import dog.rebe.sandbox.preview.CommandPreview;
import dog.rebe.ssh.Credential;
import dog.rebe.ssh.HostTrust;
import dog.rebe.ssh.SshTransport;
import dog.rebe.ssh.testkit.OpenSshServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Previews over the SFTP of a real OpenSSH server, whose user may write: they foretell what the
 * same command then does there, and the server's own log shows that they wrote nothing. {@code
 * -Drebe.previewFiles=20000} takes trees of as many files.
 */
@Timeout(value = 600, unit = TimeUnit.SECONDS)
class OpenSshPreviewsTest {

  private static final int FILES = Integer.getInteger("rebe.previewFiles", 400);
  private static final Duration LONG = Duration.ofMinutes(4);
  private static final PreviewLimits LIMITS = PreviewLimits.of(LONG, 256 << 20, 400_000, 256 << 20);
  private static final Path SFTP_SERVER = Path.of("/usr/lib/openssh/sftp-server");

  @TempDir private static Path machine;

  private static OpenSshServer server;
  private static SshTransport ssh;
  private static CommandExecutor executor;
  private static CommandPreviewer previewer;
  private static FileView files;
  private static Node node;
  private static PreviewUser user;

  @TempDir private Path temporary;
  private Path home;
  private Path tree;

  @BeforeAll
  static void open() throws Exception {
    SystemTools.requireGnu();
    SystemTools.require(SFTP_SERVER);
    server =
        OpenSshServer.start(
            machine.resolve("server"),
            "Subsystem sftp " + SFTP_SERVER + " -e -l DEBUG3 2>>" + machine.resolve("sftp.log"));
    node = Node.of("node", server.endpoint());
    ssh =
        SshTransport.builder()
            .hostTrust(HostTrust.pinned(Map.of(node.id(), server.fingerprint())))
            .credentials(Credential.keyFile(server.identity()))
            .build();
    executor = CommandExecutor.builder().transport(ssh).retry(RetryOptions.none()).build();
    files =
        ssh.openFiles(node, Duration.ofMinutes(1)).toCompletableFuture().get(60, TimeUnit.SECONDS);
    previewer = CommandPreviewer.of(Clock.systemUTC());
    user = login();
  }

  @AfterAll
  static void close() {
    if (files != null) {
      files.close();
    }
    if (executor != null) {
      executor.close();
    }
    if (ssh != null) {
      ssh.close();
    }
    if (server != null) {
      server.close();
    }
  }

  private static PreviewUser login() throws Exception {
    Outcome<CapturedOutput> outcome =
        executor
            .start(
                Command.script("id -u; id -g; id -G; umask")
                    .readOnly()
                    .limits(Limits.of(Duration.ofMinutes(1), 4096)),
                node)
            .await();
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

  private void grow(int count) throws Exception {
    home = temporary.toRealPath();
    tree = home.resolve("tree");
    GrownTree.make(tree, count);
    Path outside = Files.createDirectory(home.resolve("outside"));
    Files.writeString(outside.resolve("kept"), "kept\n");
    Files.createDirectory(home.resolve("target"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rm -r tree",
        "mv tree/part0 outside tree/part1 target",
        "mv tree/part1/dir0/*.conf tree/part0/dir1/link* target",
        "sed -i -e s/alpha/omega/g -e /beta.1/d tree/*/*/file*.conf",
        "chmod -R u+x,go-rwx tree",
        "cd tree && sed -i s/alpha/omega/ part0/*/*.conf && chmod -R go= part1"
            + " && mv part1 ../target/moved && for d in part*/dir2; do rm -r \"$d\"; done;"
            + " rm none 2>> ../target/errors || mkdir -p new/empty && cp part0/dir0/file1.conf new/"
      })
  void theRealRunDoesWhatThePreviewSaid(String script) throws Exception {
    grow(FILES);
    Command<CapturedOutput> command = command(Command.script("cd " + home + " && " + script));
    Map<FilePath, Snapshot.Entry> before = Snapshot.of(home);

    String logged = log();
    CommandPreview preview = preview(command);
    String requests = log().substring(logged.length());

    assertThat(preview.unknown()).isEmpty();
    assertThat(preview.changes()).isNotEmpty();
    assertThat(Snapshot.of(home)).as("a preview changes nothing").isEqualTo(before);
    assertThat(SftpRequests.all(requests)).isNotEmpty();
    assertThat(SftpRequests.writing(requests)).isEmpty();

    Outcome<CapturedOutput> outcome = executor.start(command, node).await();
    assertThat(outcome.evidence().exit())
        .as(outcome::toString)
        .contains(new ExitStatus(preview.exitStatus().orElseThrow()));
    Map<FilePath, Snapshot.Entry> after = Snapshot.of(home);
    assertThat(after).isNotEqualTo(before);
    assertThat(Snapshot.differences(Foretold.tree(before, preview.changes()), after)).isEmpty();
  }

  static Stream<String> scriptsThatReachOut() {
    return Stream.of(
        "echo out > ../outside/kept; echo out > /etc/rebe-was-here",
        "rm -rf ../outside ../../*/outside /etc/hostname",
        "ln -s ../outside way && echo through > way/new && sed -i s/kept/broken/ way/kept",
        "cp -r ../outside copy; mv ../outside gone; mkdir -p ../outside/deep/er",
        "truncate -s 0 ../outside/kept /etc/passwd; touch -d @1 ../outside/kept /etc/passwd",
        "chmod -R 0 ../outside /etc/passwd; chown -R 1:1 ../outside /etc/passwd",
        "echo x | tee -a ../outside/kept ../outside/other /etc/rebe-was-here",
        "cd / && find \"$HERE/outside\" -delete",
        "install -m 4755 ../outside/kept /usr/local/bin/rebe-was-here",
        "for f in ../outside/*; do : > \"$f\"; done; x=$(touch ../outside/substituted)",
        "ln ../outside/kept ../outside/hard; echo x >> ../outside/hard; rmdir ../target",
        "rm ../outside/kept; python3 -c 'open(\"../outside/kept\", \"w\")'");
  }

  @ParameterizedTest
  @MethodSource("scriptsThatReachOut")
  void aScriptThatReachesOutOfItsFolderWritesNothing(String script) throws Exception {
    grow(20);
    Map<FilePath, Snapshot.Entry> before = Snapshot.of(home);
    String logged = log();
    CommandPreview preview =
        previewer.preview(
            command(Command.script(script)),
            files,
            new Situation(user, FilePath.of(tree.toString()), Map.of("HERE", home.toString())),
            LIMITS);
    String requests = log().substring(logged.length());

    assertThat(preview.changes()).as("%s", preview).isNotEmpty();
    assertThat(SftpRequests.all(requests)).isNotEmpty();
    assertThat(SftpRequests.writing(requests)).isEmpty();
    assertThat(Snapshot.of(home)).isEqualTo(before);
    assertThat(Path.of("/etc/rebe-was-here")).doesNotExist();
    assertThat(Path.of("/usr/local/bin/rebe-was-here")).doesNotExist();
  }

  /** Without this an empty list of write requests would say nothing. */
  @Test
  void theLogOfTheServerShowsWhoWrites() throws Exception {
    grow(20);
    Path batch = home.resolve("batch");
    Files.writeString(
        batch,
        """
        cd %s
        mkdir folder
        put outside/kept folder/copy
        chmod 600 folder/copy
        rename folder/copy folder/moved
        symlink moved folder/link
        rm folder/link
        rm folder/moved
        rmdir folder
        """
            .formatted(home));
    String logged = log();
    Process client =
        new ProcessBuilder(
                "sftp",
                "-b",
                batch.toString(),
                "-oUserKnownHostsFile=" + server.knownHosts(),
                "-oIdentityFile=" + server.identity(),
                "-oPort=" + server.port(),
                server.endpoint().user().orElseThrow() + "@127.0.0.1")
            .directory(home.toFile())
            .redirectErrorStream(true)
            .start();
    client.getOutputStream().close();
    String said = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(client.waitFor()).as(said).isZero();

    assertThat(SftpRequests.writing(log().substring(logged.length())))
        .extracting(request -> request.split(" ", 2)[0])
        .contains(
            "mkdir", "open", "write", "setstat", "posix-rename", "symlink", "remove", "rmdir");
  }

  private static Command<CapturedOutput> command(Command.NeedsEffect command) {
    return command.changes(Repetition.ONCE).limits(Limits.of(LONG, 1 << 20));
  }

  private CommandPreview preview(Command<?> command) {
    return previewer.preview(command, files, Situation.of(user, home.toString()), LIMITS);
  }

  private static String log() throws Exception {
    return Files.readString(machine.resolve("sftp.log"));
  }
}
