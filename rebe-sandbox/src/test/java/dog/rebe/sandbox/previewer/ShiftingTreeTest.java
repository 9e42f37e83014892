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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A tree that changes while it is looked at: the preview says so, or has seen it as it was once.
 */
class ShiftingTreeTest {

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
    folder = Files.createDirectory(temporary.toRealPath().resolve("tree"));
    Files.createDirectory(folder.resolve("below"));
    Files.writeString(folder.resolve("below/file"), "file\n");
    Files.createSymbolicLink(folder.resolve("below/link"), Path.of("file"));
  }

  private CommandPreview preview(String script, Shift shift) {
    Command<?> command = Command.script(script).effectUnknown().limits(Limits.of(LONG, 1 << 16));
    return previewer.preview(
        command,
        new Shifting(local.view(), folder.resolve("below").toString(), shift),
        Situation.of(PreviewUser.root(), folder.toString()),
        PreviewLimits.of(LONG, 1 << 20, 1_000, 1 << 20));
  }

  @Test
  void aFileThatShrinksBeforeItIsRead() {
    CommandPreview preview =
        preview(
            "sed -i s/f/g/ below/*", () -> Files.writeString(folder.resolve("below/file"), "f"));
    assertThat(preview.unknown().orElseThrow()).contains("changed while it was read");
    assertThat(preview.changes()).isEmpty();
  }

  @Test
  void aFileThatIsGoneBeforeItIsRead() {
    CommandPreview preview =
        preview("sed -i s/f/g/ below/f*", () -> Files.delete(folder.resolve("below/file")));
    assertThat(preview.unknown().orElseThrow()).contains("below/file could not be read");
  }

  @Test
  void aLinkThatIsGoneBeforeItIsRead() {
    CommandPreview preview =
        preview("cp -a below copy", () -> Files.delete(folder.resolve("below/link")));
    assertThat(preview.unknown().orElseThrow()).contains("below/link could not be read");
  }

  @Test
  void aFolderThatFillsAfterItWasListedIsNoticedBeforeTheRun() {
    CommandPreview preview =
        preview("rm -r below", () -> Files.writeString(folder.resolve("below/late"), "late\n"));
    assertThat(preview.unknown()).isEmpty();
    assertThat(preview.changes()).hasSize(3);
    assertThat(FootingCheck.moved(preview.footing(), local.view(), LONG))
        .anyMatch(line -> line.contains("below"));
  }

  private interface Shift {
    void happen() throws IOException;
  }

  /** A view of files where something happens right after a folder was listed for the first time. */
  private static final class Shifting implements FileView {
    private final FileView files;
    private final String folder;
    private final Shift shift;
    private boolean happened;

    Shifting(FileView files, String folder, Shift shift) {
      this.files = files;
      this.folder = folder;
      this.shift = shift;
    }

    @Override
    public synchronized Outcome<List<FileEntry>> list(
        FilePath directory, int maxEntries, Duration deadline) {
      Outcome<List<FileEntry>> outcome = files.list(directory, maxEntries, deadline);
      if (!happened && directory.toString().equals(folder)) {
        happened = true;
        try {
          shift.happen();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      return outcome;
    }

    @Override
    public Outcome<FileAttributes> stat(FilePath path, Duration deadline) {
      return files.stat(path, deadline);
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
