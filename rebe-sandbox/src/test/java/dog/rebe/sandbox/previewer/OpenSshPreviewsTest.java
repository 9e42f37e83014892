package dog.rebe.sandbox.previewer;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.command.Repetition;
import dog.rebe.files.FilePath;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.ExitStatus;
import dog.rebe.outcome.Outcome;
import dog.rebe.sandbox.preview.CommandPreview;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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
@Timeout(value = 3600, unit = TimeUnit.SECONDS)
class OpenSshPreviewsTest {

  private static final int FILES = Integer.getInteger("rebe.previewFiles", 400);
  private static final Duration LONG = Duration.ofMinutes(20);
  private static final PreviewLimits LIMITS = PreviewLimits.of(LONG, 256 << 20, 400_000, 256 << 20);

  @TempDir private static Path folder;

  private static OpenSshMachine machine;
  private static CommandPreviewer previewer;
  private static PreviewUser user;

  @TempDir private Path temporary;
  private Path home;
  private Path tree;

  @BeforeAll
  static void open() throws Exception {
    SystemTools.requireGnu();
    machine = OpenSshMachine.open(folder);
    previewer = CommandPreviewer.of(Clock.systemUTC());
    user = machine.user();
  }

  @AfterAll
  static void close() {
    if (machine != null) {
      machine.close();
    }
  }

  private void grow(int count) throws Exception {
    // One down, so that no pattern of a script sees what others have beside the temporary folder
    home = Files.createDirectory(temporary.toRealPath().resolve("home"));
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

    String logged = machine.log();
    long started = System.nanoTime();
    CommandPreview preview = preview(command);
    long took = System.nanoTime() - started;
    String requests = machine.log().substring(logged.length());
    System.out.printf(
        "%,d files: %s: %,d changes in %,d ms, %,d requests%n",
        FILES,
        script,
        preview.changes().size(),
        took / 1_000_000,
        SftpRequests.all(requests).size());

    assertThat(preview.unknown()).isEmpty();
    assertThat(preview.changes()).isNotEmpty();
    assertThat(Snapshot.of(home)).as("a preview changes nothing").isEqualTo(before);
    assertThat(SftpRequests.all(requests)).isNotEmpty();
    assertThat(SftpRequests.writing(requests)).isEmpty();

    Outcome<CapturedOutput> outcome = machine.run(command);
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
    String logged = machine.log();
    CommandPreview preview =
        previewer.preview(
            command(Command.script(script)),
            machine.files(),
            new Situation(user, FilePath.of(tree.toString()), Map.of("HERE", home.toString())),
            LIMITS);
    String requests = machine.log().substring(logged.length());

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
    String logged = machine.log();
    Process client =
        new ProcessBuilder(
                "sftp",
                "-b",
                batch.toString(),
                "-oUserKnownHostsFile=" + machine.server().knownHosts(),
                "-oIdentityFile=" + machine.server().identity(),
                "-oPort=" + machine.server().port(),
                machine.server().endpoint().user().orElseThrow() + "@127.0.0.1")
            .directory(home.toFile())
            .redirectErrorStream(true)
            .start();
    client.getOutputStream().close();
    String said = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(client.waitFor()).as(said).isZero();

    assertThat(SftpRequests.writing(machine.log().substring(logged.length())))
        .extracting(request -> request.split(" ", 2)[0])
        .contains(
            "mkdir", "open", "write", "setstat", "posix-rename", "symlink", "remove", "rmdir");
  }

  private static Command<CapturedOutput> command(Command.NeedsEffect command) {
    return command.changes(Repetition.ONCE).limits(Limits.of(LONG, 1 << 20));
  }

  private CommandPreview preview(Command<?> command) {
    return previewer.preview(command, machine.files(), Situation.of(user, home.toString()), LIMITS);
  }
}
