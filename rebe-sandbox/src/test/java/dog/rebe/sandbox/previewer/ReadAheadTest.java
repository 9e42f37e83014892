package dog.rebe.sandbox.previewer;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.files.FileAttributes;
import dog.rebe.files.FileEntry;
import dog.rebe.files.FilePart;
import dog.rebe.files.FilePath;
import dog.rebe.files.FileView;
import dog.rebe.outcome.Outcome;
import dog.rebe.sandbox.preview.CommandPreview;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that a command will surely read are read before it asks, many at a time. */
class ReadAheadTest {

  private static final Duration LONG = Duration.ofMinutes(2);
  private static final int FILES = 200;

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
    for (int i = 0; i < FILES; i++) {
      Files.writeString(folder.resolve("file" + i), "content " + i + "\n");
    }
  }

  private CommandPreview preview(String script, FileView files, long readBytes) {
    return previewer.preview(
        Command.script(script).effectUnknown().limits(Limits.of(LONG, 1 << 16)),
        files,
        Situation.of(PreviewUser.root(), folder.toString()),
        PreviewLimits.of(LONG, readBytes, 10_000, 1 << 20));
  }

  @Test
  void eachFileIsReadOnceAndNotAlone() {
    for (String script :
        List.of(
            "sed -i s/content/text/ file*",
            "for f in file*; do sed -i s/content/text/ \"$f\"; done",
            "cat file* > all; sed -i s/content/text/ file*")) {
      Counting files = new Counting(local.view(), part -> part);
      CommandPreview preview = preview(script, files, 1 << 20);
      assertThat(preview.unknown()).isEmpty();
      assertThat(preview.changes()).hasSizeGreaterThanOrEqualTo(FILES);
      assertThat(files.alone).as(script).hasValue(0);
      assertThat(files.read).as(script).hasSize(FILES).doesNotHaveDuplicates();
      assertThat(preview.footing().reads()).hasSize(FILES);
    }
  }

  @Test
  void whatIsReadAheadInVainIsBounded() {
    Counting files = new Counting(local.view(), part -> part);
    CommandPreview preview = preview("sed -i s/content/text/ file*", files, 500);
    assertThat(preview.unknown().orElseThrow()).contains("500 bytes");
    assertThat(files.read.size()).isLessThanOrEqualTo(2 * 500 / "content 1\n".length());
  }

  @Test
  void whatCannotBeReadAheadIsReadAloneAndSaysWhy() {
    Counting files =
        new Counting(
            local.view(),
            part ->
                part.path().toString().endsWith("file7")
                    ? new FilePart(FilePath.of(folder + "/none"), 0, part.length())
                    : part);
    CommandPreview preview = preview("sed -i s/content/text/ file*", files, 1 << 20);
    assertThat(preview.unknown()).isEmpty();
    assertThat(preview.changes()).hasSize(FILES);
    assertThat(files.alone).hasValue(1);
  }

  @Test
  void aFileThatShrinksMeanwhileIsNoticed() {
    Counting files =
        new Counting(
            local.view(),
            part ->
                part.path().toString().endsWith("file7") ? new FilePart(part.path(), 0, 3) : part);
    assertThat(preview("sed -i s/content/text/ file*", files, 1 << 20).unknown().orElseThrow())
        .contains("file7 changed while it was read");
  }

  @Test
  void nothingIsReadForACommandThatReadsNothing() {
    Counting files = new Counting(local.view(), part -> part);
    preview("rm file1*; cp file2* .; for f in file3*; do chmod 600 $f; done", files, 1 << 20);
    assertThat(files.read).isEmpty();
  }

  /** Counts which files are read, alone or many at a time. */
  private static final class Counting implements FileView {
    private final FileView files;
    private final UnaryOperator<FilePart> ahead;
    final AtomicInteger alone = new AtomicInteger();
    final List<FilePath> read = Collections.synchronizedList(new ArrayList<>());

    /** One that reads another part ahead than the one that is asked for. */
    Counting(FileView files, UnaryOperator<FilePart> ahead) {
      this.files = files;
      this.ahead = ahead;
    }

    @Override
    public Outcome<FileAttributes> stat(FilePath path, Duration deadline) {
      return files.stat(path, deadline);
    }

    @Override
    public Outcome<List<FileEntry>> list(FilePath directory, int maxEntries, Duration deadline) {
      return files.list(directory, maxEntries, deadline);
    }

    @Override
    public Outcome<FilePath> readLink(FilePath link, Duration deadline) {
      return files.readLink(link, deadline);
    }

    @Override
    public Outcome<byte[]> read(FilePath file, long offset, int length, Duration deadline) {
      alone.incrementAndGet();
      read.add(file);
      return files.read(file, offset, length, deadline);
    }

    @Override
    public List<Outcome<byte[]>> readEach(List<FilePart> parts, Duration deadline) {
      assertThat(new HashSet<>(parts)).hasSameSizeAs(parts);
      parts.forEach(part -> read.add(part.path()));
      return files.readEach(parts.stream().map(ahead).toList(), deadline);
    }

    @Override
    public void close() {
      files.close();
    }
  }
}
