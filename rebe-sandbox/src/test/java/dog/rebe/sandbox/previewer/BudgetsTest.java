package dog.rebe.sandbox.previewer;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.files.FileAttributes;
import dog.rebe.files.FileEntry;
import dog.rebe.files.FilePath;
import dog.rebe.files.FileView;
import dog.rebe.outcome.Outcome;
import dog.rebe.sandbox.preview.CommandPreview;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each budget of a preview, exhausted: the preview ends and says which, and by how much. */
class BudgetsTest {

  private static final Duration LONG = Duration.ofMinutes(2);

  private static CommandPreviewer previewer;
  private static LocalFiles local;

  @TempDir Path temporary;
  private Path folder;

  @BeforeAll
  static void open() throws Exception {
    previewer = CommandPreviewer.of(Clock.systemUTC());
    local = LocalFiles.open();
  }

  @AfterAll
  static void close() {
    local.close();
  }

  @BeforeEach
  void fill() throws Exception {
    folder = temporary.toRealPath();
    for (int i = 0; i < 30; i++) {
      Files.writeString(folder.resolve("file" + i), "content\n".repeat(100));
    }
  }

  private CommandPreview preview(String script, FileView files, PreviewLimits limits) {
    return previewer.preview(
        Command.script(script).effectUnknown().limits(Limits.of(LONG, 1 << 16)),
        files,
        Situation.of(PreviewUser.root(), folder.toString()),
        limits);
  }

  private String why(String script, PreviewLimits limits) {
    CommandPreview preview = preview(script, local.view(), limits);
    assertThat(preview.exitStatus()).isEmpty();
    return preview.unknown().orElseThrow();
  }

  @Test
  void bytesThatAreRead() {
    assertThat(why("sed -i s/x/y/ file*", PreviewLimits.of(LONG, 5_000, 10_000, 1 << 20)))
        .matches("reading .*file\\d+ takes more than 5000 bytes of files in all, .*");
  }

  @Test
  void entriesThatAreLookedAt() {
    assertThat(why("rm -r " + folder, PreviewLimits.of(LONG, 5_000, 20, 1 << 20)))
        .contains("20 ", "which is the limit");
    assertThat(
            why(
                "rm file1 file2 file3 file4 file5 file6",
                PreviewLimits.of(LONG, 5_000, 5, 1 << 20)))
        .isEqualTo("there are more than 5 files to look at, which is the limit");
  }

  @Test
  void bytesThatAreWritten() {
    assertThat(
            why(
                "cat file* file* > all && cat all all all > more",
                PreviewLimits.of(LONG, 1 << 20, 10_000, 100_000)))
        .isEqualTo("the command writes more than 100000 bytes or 10000 files, which is the limit");
    assertThat(why("truncate -s 1T huge", PreviewLimits.of(LONG, 0, 10_000, 100_000)))
        .contains("100000 bytes");
  }

  @Test
  void whatWasFoundBeforeTheEndIsTold() {
    CommandPreview preview =
        preview(
            "rm file1 && sed -i s/x/y/ file2",
            local.view(),
            PreviewLimits.of(LONG, 10, 10_000, 1 << 20));
    assertThat(preview.changes()).singleElement().asString().contains("file1");
    assertThat(preview.unknown().orElseThrow()).contains("10 bytes");
  }

  @Test
  void timeOfAViewThatHangs() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    CommandPreview preview =
        preview(
            "rm -r " + folder,
            new Hanging(local.view(), never),
            PreviewLimits.of(Duration.ofSeconds(2), 5_000, 10_000, 1 << 20));
    assertThat(preview.unknown()).contains("the preview took longer than PT2S");
    assertThat(preview.changes()).isEmpty();
  }

  @Test
  void timeOfACommandThatComputes() {
    // A pattern over a long line that takes a matcher for ever
    String line = "a".repeat(20_000);
    CommandPreview preview =
        preview(
            "echo "
                + line
                + " > long; for i in 1 2 3 4 5 6 7 8 9; do for j in 1 2 3 4 5 6 7 8 9; do"
                + " sed -i 's/\\(a*\\)*\\(a*\\)*b/x/g' long; done; done",
            local.view(),
            PreviewLimits.of(Duration.ofSeconds(3), 1 << 20, 10_000, 1 << 20));
    assertThat(preview.unknown().orElseThrow()).contains("took");
  }

  /** A view that never answers once a folder is listed. */
  private record Hanging(FileView files, CountDownLatch never) implements FileView {

    @Override
    public Outcome<FileAttributes> stat(FilePath path, Duration deadline) {
      return files.stat(path, deadline);
    }

    @Override
    public Outcome<List<FileEntry>> list(FilePath directory, int maxEntries, Duration deadline) {
      try {
        never.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return files.list(directory, maxEntries, deadline);
    }

    @Override
    public Outcome<FilePath> readLink(FilePath link, Duration deadline) {
      return files.readLink(link, deadline);
    }

    @Override
    public Outcome<byte[]> read(FilePath file, long offset, int length, Duration deadline) {
      return files.read(file, offset, length, deadline);
    }

    @Override
    public void close() {
      files.close();
    }
  }
}
