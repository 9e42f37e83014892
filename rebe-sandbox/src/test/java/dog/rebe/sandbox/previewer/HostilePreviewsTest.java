package dog.rebe.sandbox.previewer;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.files.FilePath;
import dog.rebe.sandbox.preview.CommandPreview;
import dog.rebe.sandbox.preview.PreviewJson;
import dog.rebe.sandbox.preview.PreviewText;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Modules, scripts and trees that mean ill, previewed over the SFTP of a real OpenSSH server whose
 * user may write: no request that writes leaves, and each ends in words of its own.
 */
class HostilePreviewsTest {

  private static final Duration LONG = Duration.ofMinutes(2);
  private static final PreviewLimits LIMITS = PreviewLimits.of(LONG, 1 << 20, 20_000, 1 << 20);

  @TempDir private static Path folder;

  private static OpenSshMachine machine;
  private static CommandPreviewer previewer;
  private static PreviewUser user;

  @TempDir private Path temporary;
  private Path home;
  private Path tree;
  private Map<FilePath, Snapshot.Entry> before;
  private String logged;

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

  @BeforeEach
  void grow() throws Exception {
    home = temporary.toRealPath();
    tree = Files.createDirectory(home.resolve("tree"));
    Files.writeString(tree.resolve("file"), "file\n");
    Files.createDirectory(tree.resolve("inner"));
    Files.writeString(tree.resolve("inner/deep"), "deep\n");
    Files.createSymbolicLink(tree.resolve("out"), Path.of("../outside"));
    Files.createSymbolicLink(tree.resolve("loop"), Path.of("loop"));
    Files.createSymbolicLink(tree.resolve("inner/up"), Path.of(".."));
    Files.createDirectory(home.resolve("outside"));
    Files.writeString(home.resolve("outside/kept"), "kept\n");
    seen();
  }

  /** The tree that a preview has to leave as it is. */
  private void seen() throws Exception {
    before = Snapshot.of(home);
    logged = machine.log();
  }

  @AfterEach
  void nothingWasWritten() throws Exception {
    if (machine == null) {
      return;
    }
    String requests = machine.log().substring(logged.length());
    assertThat(SftpRequests.all(requests)).isNotEmpty();
    assertThat(SftpRequests.writing(requests)).isEmpty();
    SystemTools.run(List.of("chmod", "-R", "u+rwX", home.toString()), home, 0, 022);
  }

  private CommandPreview preview(String script) {
    return previewer.preview(
        Command.script(script).effectUnknown().limits(Limits.of(LONG, 1 << 16)),
        machine.files(),
        Situation.of(user, tree.toString()),
        LIMITS);
  }

  @Test
  void aModuleThatWritesThroughEveryCall() throws Exception {
    String here = tree.toString().substring(1);
    List<String> paths =
        List.of(
            here + "/file",
            here + "/inner",
            here + "/out/kept",
            here + "/out/new",
            here + "/loop",
            here + "/../outside/kept",
            here + "/inner/up/file",
            "/" + here + "/file",
            "../../../../../../../../" + here + "/file",
            here + "/n\u001b[31mew\n",
            "etc/passwd",
            "dev/null",
            "proc/self/mem",
            "..",
            "");
    PreviewRun run =
        new PreviewRun(
            HostileModule.over(paths),
            Clock.systemUTC(),
            Command.of("rm", "file").effectUnknown().limits(Limits.of(LONG, 1 << 16)),
            machine.files(),
            Situation.of(user, tree.toString()),
            LIMITS);
    CommandPreview preview = run.preview();
    assertThat(preview.changes()).as("it did change the tree above").isNotEmpty();
    assertThat(Snapshot.of(home)).isEqualTo(before);
  }

  @Test
  void scriptsThatClimbOut() throws Exception {
    for (String script :
        List.of(
            "echo x > ../outside/kept; echo x > out/kept; echo x > " + home + "/outside/kept",
            "ln -s / root; echo x > root" + home + "/outside/kept; rm -rf root/" + home,
            "mv ../outside inner/; mv inner ../moved; mv ../moved/outside /tmp/rebe-was-here",
            "cp file ../../../../../../../../../.." + home + "/outside/kept",
            "ln ../outside/kept hard; truncate -s 0 hard")) {
      CommandPreview preview = preview(script);
      assertThat(preview.changes()).as(script).isNotEmpty();
      assertThat(Snapshot.of(home)).isEqualTo(before);
    }
    assertThat(Path.of("/tmp/rebe-was-here")).doesNotExist();
  }

  @Test
  void aLinkThatLeadsToItself() {
    assertThat(preview("echo x > loop").changes()).isEmpty();
    assertThat(preview("cat loop").messages()).isNotEmpty();
    assertThat(preview("rm loop && mkdir loop").changes()).hasSize(1);
    CommandPreview cyclic = preview("cp -rL inner ../copy");
    assertThat(cyclic.exitStatus()).hasValue(1);
    assertThat(cyclic.messages()).anyMatch(line -> line.contains("cyclic"));
  }

  @Test
  void aTreeThatIsDeeperThanAnyPath() throws Exception {
    // Longer than PATH_MAX, so it can be made by steps alone
    String steps = "import os\nfor i in range(100):\n  os.mkdir('d' * 60)\n  os.chdir('d' * 60)";
    assertThat(SystemTools.run(List.of("python3", "-c", steps), tree, 0, 022)).isZero();
    logged = machine.log();
    try {
      CommandPreview preview = preview("rm -r " + "d".repeat(60));
      assertThat(preview.unknown()).as("%s", preview).isPresent();
      assertThat(preview.unknown().get()).contains("may not be told");
    } finally {
      SystemTools.run(List.of("rm", "-rf", "d".repeat(60)), tree, 0, 022);
    }
  }

  @Test
  void aTreeThatIsDeep() throws Exception {
    SystemTools.run(
        List.of("sh", "-c", "i=0; while [ $i -lt 150 ]; do mkdir d && cd d; i=$((i+1)); done"),
        tree,
        0,
        022);
    seen();
    assertThat(preview("rm -r d").changes()).hasSize(150);
    assertThat(preview("chmod -R 700 d").unknown()).isEmpty();
    assertThat(preview("cp -a d e").changes()).hasSize(150);
  }

  @Test
  void namesThatAreNoText() throws Exception {
    SystemTools.run(
        List.of(
            "sh",
            "-c",
            "mkdir odd && cd odd && touch \"$(printf 'a\\nb')\" \"$(printf '\\033[31mred')\""
                + " \"$(printf '\\377\\376')\" ./-rf ' ' '*'"),
        tree,
        0,
        022);
    logged = machine.log();
    CommandPreview preview = preview("rm -r odd");
    assertThat(preview.unknown()).isEmpty();
    assertThat(preview.changes()).hasSize(7);
    String shown = String.join("", PreviewText.lines(preview, 20)) + PreviewJson.of(preview);
    assertThat(shown).doesNotContain("\u001b", "\n");
    // A name that is not UTF-8 is no argument that we follow, and the others are not all that is
    // meant
    CommandPreview pattern = preview("rm -- odd/*");
    assertThat(pattern.isWhole()).as("%s", pattern).isFalse();
  }

  @Test
  void pipesAndDevices() throws Exception {
    SystemTools.run(List.of("mkfifo", "pipe"), tree, 0, 022);
    logged = machine.log();
    for (String script :
        List.of("cat pipe > copy", "cp pipe copy", "sed -i s/a/b/ pipe", "cat /dev/zero > x")) {
      CommandPreview preview = preview(script);
      assertThat(preview.isWhole() && preview.exitStatus().orElseThrow() == 0)
          .as("%s: %s", script, preview)
          .isFalse();
    }
    assertThat(preview("rm pipe").changes()).hasSize(1);
    assertThat(preview("chmod 600 pipe && mv pipe other").changes()).hasSize(1);
  }

  @Test
  void filesThatAreHuge() throws Exception {
    SystemTools.run(List.of("truncate", "-s", "900G", "sparse"), tree, 0, 022);
    logged = machine.log();
    assertThat(preview("cp sparse copy && rm sparse").unknown()).isEmpty();
    assertThat(preview("sed -i s/a/b/ sparse").unknown().orElseThrow())
        .contains("sparse", "1048576 bytes");
    assertThat(preview("cat sparse > copy").unknown().orElseThrow()).contains("1048576 bytes");
    assertThat(preview("truncate -s 4T grown").unknown().orElseThrow())
        .contains("writes more than 1048576 bytes");
  }

  @Test
  void whatCannotBeReadIsNamed() throws Exception {
    Files.write(tree.resolve("binary"), "a\u0000b\n".getBytes(StandardCharsets.UTF_8));
    logged = machine.log();
    assertThat(preview("sed -i s/a/b/ binary").unknown().orElseThrow()).contains("NUL");
  }
}
