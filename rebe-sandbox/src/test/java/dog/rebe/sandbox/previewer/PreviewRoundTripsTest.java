package dog.rebe.sandbox.previewer;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.sandbox.preview.CommandPreview;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a preview over SFTP asks a real sftp-server for: at most three questions for each folder,
 * one for each hundred entries and one for each link. A closing that nobody waits for is no
 * question.
 */
class PreviewRoundTripsTest {

  private static final Duration LONG = Duration.ofMinutes(2);
  private static final int FOLDERS = 40;
  private static final int IN_FOLDER = 120;
  private static final int IN_LARGE_FOLDER = 1_000;
  private static final int LINKS = 30;

  @TempDir private static Path folder;

  private static OpenSshMachine machine;
  private static CommandPreviewer previewer;
  private static PreviewUser user;
  private static Path tree;

  @BeforeAll
  static void open() throws Exception {
    SystemTools.requireGnu();
    machine = OpenSshMachine.open(folder);
    previewer = CommandPreviewer.of(Clock.systemUTC());
    user = machine.user();
    tree = folder.toRealPath().resolve("tree");
    for (int i = 0; i < FOLDERS; i++) {
      Path in = Files.createDirectories(tree.resolve("part" + i % 4 + "/dir" + i));
      fill(in, IN_FOLDER);
    }
    fill(Files.createDirectory(tree.resolve("large")), IN_LARGE_FOLDER);
    for (int i = 0; i < LINKS; i++) {
      Files.createSymbolicLink(tree.resolve("part0/dir0/link" + i), Path.of("file1"));
    }
  }

  private static void fill(Path in, int files) throws Exception {
    for (int i = 0; i < files; i++) {
      Files.createFile(in.resolve("file" + i));
    }
  }

  @AfterAll
  static void close() {
    if (machine != null) {
      machine.close();
    }
  }

  /** The tree, its parts and all below. */
  private static int questionsAllowed() {
    int folders = 1 + 4 + FOLDERS + 1;
    int batches = 5 + FOLDERS * batches(IN_FOLDER) + batches(IN_LARGE_FOLDER) + batches(LINKS);
    return 3 * folders + batches + LINKS;
  }

  /** A server lists a folder itself and the one above it, too. */
  private static int batches(int entries) {
    return (entries + 2 + 99) / 100;
  }

  @Test
  void aFolderThatIsRemovedTakesThreeQuestionsAndOneForEachHundredEntries() throws Exception {
    Map<String, Integer> asked = asked("rm", "-r", tree.toString());
    assertThat(asked.keySet()).containsExactlyInAnyOrder("close", "lstat", "opendir", "readdir");
    int ancestors = tree.getNameCount() + 1;
    assertThat(asked.get("lstat")).as("looks at the folders above").isLessThanOrEqualTo(ancestors);
    assertThat(questions(asked)).isLessThanOrEqualTo(questionsAllowed() - LINKS + ancestors);
  }

  @Test
  void aLinkThatIsCopiedTakesOneMore() throws Exception {
    Map<String, Integer> asked = asked("cp", "-a", tree.toString(), tree + ".copy");
    assertThat(asked.get("readlink")).isEqualTo(LINKS);
    assertThat(asked).doesNotContainKeys("open", "read");
    int ancestors = tree.getNameCount() + 2;
    // Whether the copy is there, its folder tells
    int folderOfCopy = 3 + 1;
    assertThat(questions(asked)).isLessThanOrEqualTo(questionsAllowed() + ancestors + folderOfCopy);
  }

  private static int questions(Map<String, Integer> asked) {
    return asked.values().stream().mapToInt(Integer::intValue).sum() - asked.get("close");
  }

  private static Map<String, Integer> asked(String program, String... arguments) throws Exception {
    String logged = machine.log();
    Command<?> command =
        Command.of(program, arguments).effectUnknown().limits(Limits.of(LONG, 1 << 16));
    CommandPreview preview =
        previewer.preview(
            command,
            machine.files(),
            Situation.of(user, "/"),
            PreviewLimits.of(LONG, 0, 100_000, 1 << 20));
    assertThat(preview.unknown()).isEmpty();
    assertThat(preview.changes()).hasSizeGreaterThan(FOLDERS * IN_FOLDER);
    List<String> requests = SftpRequests.all(machine.log().substring(logged.length()));
    Map<String, Integer> asked = new TreeMap<>();
    requests.forEach(request -> asked.merge(request.split(" ", 2)[0], 1, Integer::sum));
    return asked;
  }
}
