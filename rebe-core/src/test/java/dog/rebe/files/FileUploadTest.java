package dog.rebe.files;

import static dog.rebe.command.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dog.rebe.command.Command;
import dog.rebe.command.DecodeException;
import dog.rebe.command.Effect;
import dog.rebe.command.Limits;
import dog.rebe.command.Repetition;
import dog.rebe.outcome.FailureKind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileUploadTest {

  private static final Limits LIMITS = Limits.of(Duration.ofSeconds(10), 4096);
  private static final byte[] HELLO = "hello\n".getBytes(StandardCharsets.US_ASCII);

  @TempDir Path folder;
  private Path node;

  static List<String> shells() {
    return NodeShell.ALL;
  }

  @BeforeEach
  void makeNode() throws IOException {
    node = Files.createDirectory(folder.resolve("node"));
  }

  private FilePath path(String name) {
    return FilePath.of(node.resolve(name).toString());
  }

  private static Command<FileReceipt> put(byte[] content, FilePath target) {
    return FileUpload.of(content, target, FileMode.of("0644")).command(LIMITS);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(node)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static DecodeException refused(NodeShell shell, Command<?> command) {
    return catchThrowableOfType(DecodeException.class, () -> shell.run(command));
  }

  @ParameterizedTest
  @MethodSource("shells")
  void putsContentWithItsMode(String name) throws Exception {
    NodeShell shell = NodeShell.of(name, folder);
    byte[] content = new byte[300_000];
    new Random(1).nextBytes(content);
    FileReceipt receipt =
        shell.run(FileUpload.of(content, path("data.bin"), FileMode.of("0640")).command(LIMITS));
    assertThat(Files.readAllBytes(node.resolve("data.bin"))).isEqualTo(content);
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(node.resolve("data.bin"))))
        .isEqualTo("rw-r-----");
    assertThat(receipt.sizeBytes()).isEqualTo(300_000);
    assertThat(receipt.mode()).isEqualTo(FileMode.of("0640"));
    assertThat(receipt.sha256()).isEqualTo(ContentDigest.of(content).hex());
    assertThat(names()).containsExactly("data.bin");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void putsAnEmptyFileAndReplacesAnOldOne(String name) throws Exception {
    NodeShell shell = NodeShell.of(name, folder);
    Files.writeString(node.resolve("f"), "old");
    shell.run(put(new byte[0], path("f")));
    assertThat(node.resolve("f")).isEmptyFile();
    shell.run(put(HELLO, path("f")));
    shell.run(put(HELLO, path("f")));
    assertThat(node.resolve("f")).hasContent("hello");
  }

  @ParameterizedTest
  @MethodSource("shells")
  @Tag("fault-68")
  @Tag("fault-69")
  @Tag("fault-70")
  void takesEveryNameAsItIs(String name) throws Exception {
    NodeShell shell = NodeShell.of(name, folder);
    List<String> names =
        List.of(
            "with space",
            "-rf",
            "$(touch owned)",
            "`touch owned`",
            "a;touch owned",
            "quote'\"quote",
            "star*?[a]",
            "new\nline",
            "trailing\n",
            "back\\slash",
            "~",
            "\t",
            "größe");
    for (String file : names) {
      shell.run(put(file.getBytes(StandardCharsets.UTF_8), path(file)));
    }
    assertThat(names()).containsExactlyInAnyOrderElementsOf(names);
  }

  @ParameterizedTest
  @MethodSource("shells")
  @Tag("fault-68")
  void takesNamesThatAreNoText(String name) throws Exception {
    NodeShell shell = NodeShell.of(name, folder);
    byte[] prefix = (node + "/").getBytes(StandardCharsets.UTF_8);
    byte[] raw = Arrays.copyOf(prefix, prefix.length + 4);
    raw[prefix.length] = (byte) 0xff;
    raw[prefix.length + 1] = (byte) 0xfe;
    raw[prefix.length + 2] = 1;
    raw[prefix.length + 3] = (byte) 0xc3;
    FilePath path = FilePath.of(raw);
    shell.run(put(HELLO, path));
    Process find =
        new ProcessBuilder(
                "/bin/sh", "-c", "cd \"$1\" && printf '%s' * | od -An -tx1", "x", node.toString())
            .start();
    assertThat(new String(find.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip())
        .isEqualTo("ff fe 01 c3");
    DownloadedFile back = shell.run(FileDownload.of(path, 100).command(Duration.ofSeconds(10)));
    assertThat(back.content()).isEqualTo(HELLO);
  }

  @ParameterizedTest
  @MethodSource("shells")
  @Tag("fault-70")
  void takesARelativeNameThatBeginsWithAHyphen(String name) throws Exception {
    NodeShell shell = NodeShell.of(name, folder);
    shell.run(put(HELLO, FilePath.of("-n")));
    assertThat(folder.resolve("-n")).hasContent("hello");
    DownloadedFile back =
        shell.run(FileDownload.of(FilePath.of("-n"), 100).command(Duration.ofSeconds(10)));
    assertThat(back.content()).isEqualTo(HELLO);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void refusesContentThatWasCutOrChangedAndLeavesTheTargetAlone(String name) throws Exception {
    NodeShell shell = NodeShell.of(name, folder);
    Files.writeString(node.resolve("f"), "old");
    Command<FileReceipt> command = put(HELLO, path("f"));
    NodeShell.Ended cut = shell.runRaw(command, "hell".getBytes(StandardCharsets.US_ASCII));
    assertThatThrownBy(() -> NodeShell.decode(command, cut))
        .isInstanceOfSatisfying(
            DecodeException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(FailureKind.TRANSFER_DAMAGED);
              assertThat(e).hasMessageContaining(" 4 bytes arrived");
            });
    NodeShell.Ended changed = shell.runRaw(command, "Hello\n".getBytes(StandardCharsets.US_ASCII));
    assertThatThrownBy(() -> NodeShell.decode(command, changed))
        .isInstanceOfSatisfying(
            DecodeException.class,
            e -> assertThat(e.kind()).isEqualTo(FailureKind.TRANSFER_DAMAGED));
    assertThat(node.resolve("f")).hasContent("old");
    assertThat(names()).containsExactly("f");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void saysWhatIsInTheWay(String name) throws Exception {
    NodeShell shell = NodeShell.of(name, folder);
    Files.createDirectory(node.resolve("d"));
    for (FilePath directory : List.of(path("d"), FilePath.of(node + "/d/"), FilePath.of("/"))) {
      DecodeException e = refused(shell, put(HELLO, directory));
      assertThat(e.kind()).isEqualTo(FailureKind.PATH_FAILED);
      assertThat(e).hasMessageContaining("is a directory");
    }
    assertThat(refused(shell, put(HELLO, FilePath.of(node + "/none/f"))))
        .hasMessageContaining("The directory of")
        .hasMessageEndingWith("is not there");
    assertThat(refused(shell, put(HELLO, FilePath.of("/proc/f"))))
        .hasMessageContaining("No file can be created");
    assertThat(refused(shell, put(HELLO, FilePath.of(node + "/" + "x".repeat(300)))))
        .extracting(DecodeException::kind)
        .isEqualTo(FailureKind.PATH_FAILED);
    assertThat(names()).containsExactly("d");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void replacesALinkAndDoesNotFollowIt(String name) throws Exception {
    NodeShell shell = NodeShell.of(name, folder);
    Path outside = Files.writeString(folder.resolve("outside"), "precious");
    Files.createSymbolicLink(node.resolve("link"), outside);
    shell.run(put(HELLO, path("link")));
    assertThat(outside).hasContent("precious");
    assertThat(node.resolve("link")).isRegularFile().hasContent("hello");
    assertThat(Files.isSymbolicLink(node.resolve("link"))).isFalse();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void removesItsFileWhenItIsEndedInTheMiddle(String name) throws Exception {
    NodeShell shell = NodeShell.of(name, folder);
    Process process = shell.start(put(new byte[1000], path("f")));
    try (OutputStream input = process.getOutputStream()) {
      input.write(1);
      input.flush();
      awaitTempFile();
      process.toHandle().descendants().forEach(ProcessHandle::destroy);
      process.destroy();
      process.waitFor();
      assertThat(names()).isEmpty();
    } finally {
      process.destroyForcibly();
    }
  }

  private void awaitTempFile() {
    await()
        .until(
            () ->
                names().stream().anyMatch(name -> name.startsWith(".rebe-put-"))
                    && PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(node.resolve(names().get(0))))
                        .equals("rw-------"));
  }

  /** Not under BusyBox, whose shell always brings its own tools along. */
  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash"})
  void worksWithWhicheverDigestToolThereIs(String name) throws Exception {
    NodeShell shell = NodeShell.of(name, folder);
    List<String> tools = List.of("cat", "wc", "chmod", "mv", "rm", "ls", "stat", "head");
    for (String digest : List.of("sha256sum", "shasum", "openssl")) {
      String[] programs =
          Stream.concat(tools.stream(), Stream.of(digest, "perl")).toArray(String[]::new);
      NodeShell only = shell.withOnly(programs);
      only.run(put(HELLO, path(digest)));
      assertThat(node.resolve(digest)).hasContent("hello");
      assertThat(
              only.run(FileDownload.of(path(digest), 100).command(Duration.ofSeconds(10)))
                  .content())
          .isEqualTo(HELLO);
    }
    DecodeException none =
        refused(shell.withOnly(tools.toArray(String[]::new)), put(HELLO, path("none")));
    assertThat(none.kind()).isEqualTo(FailureKind.UNSUPPORTED);
    assertThat(none).hasMessageContaining("sha256sum, shasum and openssl");
    assertThat(names()).doesNotContain("none");
  }

  @Test
  void streamsAFileOfThisMachine() throws Exception {
    Path source = folder.resolve("source");
    Files.writeString(source, "content");
    FileUpload upload = FileUpload.of(source, path("copy"), FileMode.of("0600"));
    assertThat(upload.sizeBytes()).isEqualTo(7);
    NodeShell shell = NodeShell.of("/bin/sh", folder);
    shell.run(upload.command(LIMITS));
    assertThat(node.resolve("copy")).hasContent("content");

    Files.writeString(source, "changed");
    assertThat(refused(shell, upload.command(LIMITS)).kind())
        .isEqualTo(FailureKind.TRANSFER_DAMAGED);
  }

  @Test
  void isARepeatableChangeThatShowsWhatItDoes() {
    Command<FileReceipt> command = put(HELLO, FilePath.of("/etc/motd"));
    assertThat(command.effect()).isEqualTo(Effect.changes(Repetition.REPEATABLE));
    assertThat(command.toString())
        .startsWith("put /etc/motd, 6 bytes, mode 0644 [/bin/sh -c ")
        .contains("rebe-put /etc/motd 6 ")
        .doesNotContain("\n");
  }

  @Test
  void saysWhatIsWrongWithWhatShouldBeUploaded() {
    Path absent = folder.resolve("absent");
    assertThatThrownBy(() -> FileUpload.of(absent, path("f"), FileMode.of("0644")))
        .isInstanceOf(java.nio.file.NoSuchFileException.class)
        .hasMessageContaining("there is no such file to upload");
    assertThatThrownBy(() -> FileUpload.of(folder, path("f"), FileMode.of("0644")))
        .isInstanceOf(java.io.IOException.class)
        .hasMessageContaining("it is no regular file");
  }

  @Test
  void rejectsBadModesAndLimits() {
    for (String implausible : List.of("1204", "1644", "0244", "0044", "0004")) {
      assertThatThrownBy(() -> FileUpload.of(HELLO, path("f"), FileMode.of(implausible)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(implausible)
          .hasMessageContaining("was 0644 meant?");
    }
    assertThatThrownBy(
            () ->
                FileUpload.of(HELLO, path("f"), FileMode.of("0644"))
                    .command(Limits.of(Duration.ofSeconds(1), 100)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("256");
  }

  @Test
  void refusesAReceiptOfSomethingElse() {
    Command<FileReceipt> command = put(HELLO, path("f"));
    for (String answer :
        List.of(
            "",
            "done",
            "rebe-put 1 done 6 644 " + "0".repeat(64) + "\n",
            "rebe-put 2 done 6 644 " + ContentDigest.of(HELLO).hex() + "\n",
            "rebe-put 1 done 6 644 " + ContentDigest.of(HELLO).hex(),
            "rebe-put 1 refused \u001b[2J\n",
            "rebe-put 1 approved it\n")) {
      NodeShell.Ended ended =
          NodeShell.Ended.of(0, answer.getBytes(StandardCharsets.UTF_8), new byte[0]);
      assertThatThrownBy(() -> NodeShell.decode(command, ended))
          .as(answer)
          .isInstanceOfSatisfying(
              DecodeException.class,
              e -> {
                assertThat(e.kind()).isEqualTo(FailureKind.UNDECODABLE);
                assertThat(e.getMessage()).doesNotContain("\u001b");
              });
    }
  }
}
