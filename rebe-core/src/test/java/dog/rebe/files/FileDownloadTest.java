package dog.rebe.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dog.rebe.command.Command;
import dog.rebe.command.DecodeException;
import dog.rebe.command.Effect;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.FailureKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FileDownloadTest {

  private static final Duration DEADLINE = Duration.ofSeconds(10);

  @TempDir Path folder;
  private Path file;

  static List<String> shells() {
    return NodeShell.ALL;
  }

  @BeforeEach
  void makeFile() throws IOException {
    file = folder.resolve("file");
    Files.write(file, new byte[] {0, 1, (byte) 0xff, '\n', '\n'});
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
  }

  private static FilePath path(Path file) {
    return FilePath.of(file.toString());
  }

  private static DecodeException refused(NodeShell shell, Path file, long maxBytes) {
    return catchThrowableOfType(
        DecodeException.class,
        () -> shell.run(FileDownload.of(path(file), maxBytes).command(DEADLINE)));
  }

  @ParameterizedTest
  @MethodSource("shells")
  void getsContentModeTimeAndDigest(String name) throws Exception {
    NodeShell shell = NodeShell.of(name, folder);
    Instant modified = Instant.parse("2020-02-29T12:00:00Z");
    Files.setLastModifiedTime(file, FileTime.from(modified));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-x--x"));
    DownloadedFile got = shell.run(FileDownload.of(path(file), 100).command(DEADLINE));
    byte[] content = Files.readAllBytes(file);
    assertThat(got.content()).isEqualTo(content);
    assertThat(got.receipt())
        .isEqualTo(
            new FileReceipt(
                path(file),
                5,
                FileMode.of("0651"),
                Optional.of(modified),
                ContentDigest.of(content).hex()));
  }

  @ParameterizedTest
  @MethodSource("shells")
  void getsEmptyAndLargerFilesAndFollowsLinks(String name) throws Exception {
    NodeShell shell = NodeShell.of(name, folder);
    Path empty = Files.createFile(folder.resolve("empty"));
    assertThat(shell.run(FileDownload.of(path(empty), 0).command(DEADLINE)).content()).isEmpty();
    byte[] content = new byte[200_000];
    new Random(2).nextBytes(content);
    Path large = Files.write(folder.resolve("large"), content);
    Path link = Files.createSymbolicLink(folder.resolve("link"), large);
    assertThat(shell.run(FileDownload.of(path(link), 200_000).command(DEADLINE)).content())
        .isEqualTo(content);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void getsWhatTheKernelMakesUpWhileItIsRead(String name) throws Exception {
    NodeShell shell = NodeShell.of(name, folder);
    DownloadedFile version =
        shell.run(FileDownload.of(FilePath.of("/proc/version"), 10_000).command(DEADLINE));
    assertThat(version.content()).isEqualTo(Files.readAllBytes(Path.of("/proc/version")));
  }

  @ParameterizedTest
  @MethodSource("shells")
  void sendsNothingOfAFileThatIsTooLarge(String name) throws Exception {
    NodeShell shell = NodeShell.of(name, folder);
    DecodeException e = refused(shell, file, 4);
    assertThat(e.kind()).isEqualTo(FailureKind.FILE_TOO_LARGE);
    assertThat(e).hasMessageContaining("has 5 bytes, more than the limit: nothing was sent");
    NodeShell.Ended ended =
        shell.runRaw(FileDownload.of(path(file), 4).command(DEADLINE), new byte[0]);
    assertThat(ended.stdout())
        .isEqualTo("rebe-get 1 refused larger:5\n".getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @MethodSource("shells")
  void saysWhyThereIsNothingToGet(String name) throws Exception {
    NodeShell shell = NodeShell.of(name, folder);
    assertThat(refused(shell, folder.resolve("none\u001b"), 10))
        .hasMessageContaining("There is no '")
        .hasMessageContaining("none\\u001b'");
    assertThat(refused(shell, folder, 10)).hasMessageContaining("is no regular file");
    assertThat(refused(shell, Path.of("/dev/null"), 10).kind()).isEqualTo(FailureKind.PATH_FAILED);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void worksWhereStatAndHeadAreMissing(String name) throws Exception {
    NodeShell shell = NodeShell.of(name, folder).withOnly("cat", "wc", "ls", "sha256sum");
    DownloadedFile got = shell.run(FileDownload.of(path(file), 100).command(DEADLINE));
    assertThat(got.content()).isEqualTo(Files.readAllBytes(file));
    assertThat(got.receipt().mode()).isEqualTo(FileMode.of("0644"));
    if (!name.startsWith("busybox")) {
      assertThat(got.receipt().modified()).isEmpty();
    }
  }

  @Test
  void refusesContentThatDoesNotMatchItsHeader() throws Exception {
    Command<DownloadedFile> command = FileDownload.of(path(file), 100).command(DEADLINE);
    byte[] whole = NodeShell.of("/bin/sh", folder).runRaw(command, new byte[0]).stdout();
    byte[] changed = whole.clone();
    changed[changed.length - 1] ^= 1;
    byte[] longer = Arrays.copyOf(whole, whole.length + 1);
    byte[] shorter = Arrays.copyOf(whole, whole.length - 1);
    for (byte[] damaged : List.of(changed, longer, shorter)) {
      assertThat(decodeFailure(command, damaged).kind()).isEqualTo(FailureKind.TRANSFER_DAMAGED);
    }
    for (String odd :
        List.of(
            "",
            "rebe-get 1 done 5",
            "rebe-get 1 done -5 -rw-r--r-- - " + "0".repeat(64) + "\n",
            "rebe-get 1 done 5 rw-r--r-- - " + "0".repeat(64) + "\n",
            "rebe-get 1 done 5 -rw-r--r-- x " + "0".repeat(64) + "\n",
            "rebe-get 1 done 5 -rw-r--r-- - 00\n")) {
      assertThat(decodeFailure(command, odd.getBytes(StandardCharsets.UTF_8)).kind())
          .as(odd)
          .isEqualTo(FailureKind.UNDECODABLE);
    }
  }

  private static DecodeException decodeFailure(Command<?> command, byte[] stdout) {
    DecodeException failure =
        catchThrowableOfType(
            DecodeException.class,
            () -> NodeShell.decode(command, NodeShell.Ended.of(0, stdout, new byte[0])));
    assertThat(failure).isNotNull();
    return failure;
  }

  @Test
  void onlyReadsAndHoldsItsLimits() {
    assertThat(FileDownload.of(path(file), 10).command(DEADLINE).effect())
        .isEqualTo(Effect.READ_ONLY);
    assertThatThrownBy(() -> FileDownload.of(path(file), -1)).hasMessageContaining("-1");
    FileDownload huge = FileDownload.of(path(file), 10_000_000_000L);
    assertThatThrownBy(() -> huge.command(DEADLINE)).hasMessageContaining("streamed()");
    assertThat(huge.streamed(DEADLINE).effect()).isEqualTo(Effect.READ_ONLY);
  }

  @Test
  void streamsIntoAFileInPiecesOfAnySize() throws Exception {
    FileDownload download = FileDownload.of(path(file), 100);
    byte[] output = stream(download);
    for (int size = 1; size <= output.length; size++) {
      Path target = folder.resolve("target");
      Files.writeString(target, "old");
      try (IncomingFile incoming = IncomingFile.of(download, target)) {
        for (int at = 0; at < output.length; at += size) {
          incoming.accept(Arrays.copyOfRange(output, at, Math.min(at + size, output.length)));
          assertThat(target).hasContent("old");
        }
        FileReceipt receipt = incoming.finish();
        assertThat(receipt.sizeBytes()).isEqualTo(5);
      }
      assertThat(target).hasBinaryContent(Files.readAllBytes(file));
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
          .isEqualTo("rw-------");
    }
    assertThat(leftovers()).isEmpty();
  }

  private byte[] stream(FileDownload download) throws Exception {
    Command<CapturedOutput> command = download.streamed(DEADLINE);
    return NodeShell.of("/bin/sh", folder).runRaw(command, new byte[0]).stdout();
  }

  @Test
  void leavesTheTargetAloneWhenAStreamIsNotWhole() throws Exception {
    FileDownload download = FileDownload.of(path(file), 100);
    byte[] output = stream(download);
    Path target = Files.writeString(folder.resolve("target"), "old");
    try (IncomingFile cut = IncomingFile.of(download, target)) {
      cut.accept(Arrays.copyOf(output, output.length - 1));
      assertThatThrownBy(cut::finish).hasMessageContaining("4 bytes arrived, not 5");
    }
    try (IncomingFile tooMuch = IncomingFile.of(download, target)) {
      assertThatThrownBy(() -> tooMuch.accept(Arrays.copyOf(output, output.length + 1)))
          .hasMessageContaining("More than the announced 5 bytes");
    }
    try (IncomingFile nothing = IncomingFile.of(download, target)) {
      assertThatThrownBy(nothing::finish).isInstanceOf(DecodeException.class);
    }
    try (IncomingFile flood = IncomingFile.of(download, target)) {
      assertThatThrownBy(() -> flood.accept(new byte[10_000])).isInstanceOf(DecodeException.class);
    }
    FileDownload absent = FileDownload.of(path(folder.resolve("none")), 100);
    try (IncomingFile refused = IncomingFile.of(absent, target)) {
      byte[] answer = stream(absent);
      assertThatThrownBy(() -> refused.accept(answer)).hasMessageContaining("There is no");
    }
    assertThat(target).hasContent("old");
    assertThat(leftovers()).isEmpty();
  }

  private List<Path> leftovers() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.getFileName().toString().startsWith(".rebe-get-")).toList();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "-rw-r--r--, 644",
    "-rwxrwxrwx, 777",
    "----------, 0",
    "-rwsr-xr-x, 4755",
    "-rwSr--r--, 4644",
    "-rwxr-sr-x, 2755",
    "-rwxr-xr-t, 1755",
    "-rw-r--r-T, 1644",
    "-rw-r--r--+, 644",
    "-rw-r--r--., 644"
  })
  void readsSymbolicModes(String text, String octal) {
    assertThat(SymbolicMode.parse(text)).hasValue(Integer.parseInt(octal, 8));
  }

  @ParameterizedTest
  @CsvSource({"rw-r--r--", "-rw-r--r-s", "-wr-r--r--", "-rt-------", "''"})
  void refusesWhatIsNoMode(String text) {
    assertThat(SymbolicMode.parse(text)).isEmpty();
  }
}
