package dog.rebe.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dog.rebe.execution.Capability;
import dog.rebe.files.FileAttributes;
import dog.rebe.files.FileEntry;
import dog.rebe.files.FilePath;
import dog.rebe.files.FileType;
import dog.rebe.files.FileView;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** How files are read. */
abstract class FileConformance extends StoppingConformance {

  @Test
  final void optional_201_tellsTheAttributesOfFiles() throws Exception {
    String path = scratchPath();
    run(change("umask 077; printf 12345 >" + path + "; chmod 0640 " + path));
    try (FileView files = files()) {
      FileAttributes attributes = valueOf(files.stat(FilePath.of(path), LONG));

      assertThat(attributes.type()).isEqualTo(FileType.REGULAR);
      assertThat(attributes.sizeBytes()).isEqualTo(5);
      assertThat(attributes.mode()).isEqualTo(0640);
      assertThat(valueOf(files.stat(FilePath.of("/tmp"), LONG)).type())
          .isEqualTo(FileType.DIRECTORY);
      assertThat(valueOf(files.stat(FilePath.of("/dev/null"), LONG)).type())
          .isEqualTo(FileType.OTHER);
    }
  }

  @Test
  final void optional_202_readsRangesOfFiles() throws Exception {
    String path = scratchPath();
    run(change("printf 0123456789 >" + path));
    try (FileView files = files()) {
      FilePath file = FilePath.of(path);

      assertThat(valueOf(files.read(file, 0, 100, LONG))).asString().isEqualTo("0123456789");
      assertThat(valueOf(files.read(file, 3, 4, LONG))).asString().isEqualTo("3456");
      assertThat(valueOf(files.read(file, 10, 4, LONG))).isEmpty();
      assertThat(valueOf(files.read(file, 1_000, 4, LONG))).isEmpty();
    }
  }

  @Test
  final void optional_203_listsDirectoriesWithNamesOfAnyBytes() throws Exception {
    String directory = scratchPath();
    run(
        change(
            "mkdir "
                + directory
                + " && cd "
                + directory
                + " && touch plain \"$(printf 'a\\377\\nb')\" .hidden && ln -s plain link"));
    try (FileView files = files()) {
      FilePath path = FilePath.of(directory);
      List<FileEntry> entries = valueOf(files.list(path, 100, LONG));

      assertThat(entries)
          .extracting(FileEntry::name)
          .containsExactlyInAnyOrder(
              FilePath.of("plain"),
              FilePath.of(new byte[] {'a', (byte) 0xff, '\n', 'b'}),
              FilePath.of(".hidden"),
              FilePath.of("link"));
      assertThat(entries)
          .filteredOn(entry -> entry.name().equals(FilePath.of("link")))
          .singleElement()
          .satisfies(
              link -> assertThat(link.attributes().type()).isEqualTo(FileType.SYMBOLIC_LINK));
      assertThat(valueOf(files.readLink(path.resolve(FilePath.of("link")), LONG)))
          .isEqualTo(FilePath.of("plain"));
      FilePath strange = path.resolve(FilePath.of(new byte[] {'a', (byte) 0xff, '\n', 'b'}));
      assertThat(valueOf(files.stat(strange, LONG)).type()).isEqualTo(FileType.REGULAR);
      Failure<List<FileEntry>> tooMany = failureOf(files.list(path, 3, LONG));
      assertThat(tooMany.kind()).isEqualTo(FailureKind.OUTPUT_LIMIT);
    }
  }

  @Test
  final void optional_204_failsWhereThereIsNoSuchFile() throws Exception {
    try (FileView files = files()) {
      FilePath nowhere = FilePath.of("/nonexistent/file");

      for (Outcome<?> outcome :
          List.of(
              files.stat(nowhere, LONG),
              files.list(nowhere, 10, LONG),
              files.readLink(nowhere, LONG),
              files.read(nowhere, 0, 1, LONG))) {
        Failure<?> failure = failureOf(outcome);
        assertThat(failure.kind()).isEqualTo(FailureKind.PATH_NOT_FOUND);
        assertThat(failure.delivery()).isIn(Delivery.COMPLETED, Delivery.NOT_STARTED);
      }
    }
  }

  private FileView files() throws InterruptedException, ExecutionException, TimeoutException {
    assumeTrue(
        transport().capabilities().contains(Capability.FILES), "the transport reads no files");
    return transport()
        .openFiles(node(), LONG)
        .toCompletableFuture()
        .get(LONG.toSeconds(), TimeUnit.SECONDS);
  }

  private static <T> T valueOf(Outcome<T> outcome) {
    assertThat(outcome.failure()).isEmpty();
    return outcome.value().orElseThrow();
  }

  private static <T> Failure<T> failureOf(Outcome<T> outcome) {
    assertThat(outcome.failure()).isPresent();
    return outcome.failure().orElseThrow();
  }
}
