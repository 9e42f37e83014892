package dog.rebe.ssh;

import static dog.rebe.ssh.Awaiting.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.files.FileAttributes;
import dog.rebe.files.FileEntry;
import dog.rebe.files.FilePart;
import dog.rebe.files.FilePath;
import dog.rebe.files.FileType;
import dog.rebe.files.FileView;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Files over SFTP from a real OpenSSH server. */
class FilesTest {

  private static final Duration DEADLINE = LONG;

  @RegisterExtension static final RealNode SERVER = new RealNode();

  @TempDir Path folder;
  private static SshTransport transport;
  private static FileView view;

  @BeforeAll
  static void connect() throws Exception {
    transport = SERVER.transport().build();
    view = open(transport, SERVER);
  }

  @AfterAll
  static void disconnect() {
    view.close();
    transport.close();
  }

  private static FileView open(SshTransport transport, RealNode node) throws Exception {
    return transport
        .openFiles(node.node(), DEADLINE)
        .toCompletableFuture()
        .get(LONG.toSeconds(), TimeUnit.SECONDS);
  }

  private FilePath path(String name) {
    return FilePath.of(folder.resolve(name).toString());
  }

  private static <T> T value(Outcome<T> outcome) {
    assertThat(outcome.failure()).isEmpty();
    return outcome.value().orElseThrow();
  }

  @Test
  void tellsAttributes() throws Exception {
    Path file = folder.resolve("file");
    Files.writeString(file, "hello");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    Instant time = Instant.ofEpochSecond(1_700_000_000);
    Files.setLastModifiedTime(file, FileTime.from(time));

    FileAttributes attributes = value(view.stat(path("file"), DEADLINE));

    assertThat(attributes.type()).isEqualTo(FileType.REGULAR);
    assertThat(attributes.sizeBytes()).isEqualTo(5);
    assertThat(attributes.mode()).isEqualTo(0640);
    assertThat(attributes.modified()).isEqualTo(time);
    assertThat(attributes.userId())
        .isEqualTo(Integer.toUnsignedLong((int) Files.getAttribute(file, "unix:uid")));
  }

  @Test
  void listsADirectoryWithAttributes() throws Exception {
    for (int i = 0; i < 350; i++) {
      Files.writeString(folder.resolve("f" + i), "x".repeat(i));
    }
    Files.createDirectory(folder.resolve("..dir"));
    Files.createSymbolicLink(folder.resolve("link"), Path.of("/nowhere"));

    List<FileEntry> entries = value(view.list(path("."), 1000, DEADLINE));

    assertThat(entries).hasSize(352);
    assertThat(entries)
        .filteredOn(entry -> entry.name().equals(FilePath.of("f349")))
        .singleElement()
        .satisfies(entry -> assertThat(entry.attributes().sizeBytes()).isEqualTo(349));
    assertThat(entries)
        .filteredOn(entry -> entry.attributes().type() == FileType.SYMBOLIC_LINK)
        .hasSize(1);
    assertThat(view.list(path("."), 351, DEADLINE).failure().orElseThrow().kind())
        .isEqualTo(FailureKind.OUTPUT_LIMIT);
  }

  @Test
  void readsManyFilesAtATimeAsItReadsEach() throws Exception {
    List<FilePart> parts = new ArrayList<>();
    Random random = new Random(7);
    for (int i = 0; i < 150; i++) {
      byte[] content = new byte[i % 10 == 0 ? 100_000 + i : i];
      random.nextBytes(content);
      Files.write(folder.resolve("f" + i), content);
      parts.add(new FilePart(path("f" + i), i % 3, 1 + i * 700));
    }
    Files.createSymbolicLink(folder.resolve("link"), Path.of("f20"));
    Files.createDirectory(folder.resolve("dir"));
    for (String name : List.of("none", "dir", "link", "f7/below", "f20")) {
      parts.add(new FilePart(path(name), 0, 100));
    }
    parts.add(new FilePart(path("f20"), 200_000, 5));

    List<Outcome<byte[]>> outcomes = view.readEach(parts, DEADLINE);

    assertThat(outcomes).hasSameSizeAs(parts);
    for (int i = 0; i < parts.size(); i++) {
      FilePart part = parts.get(i);
      Outcome<byte[]> alone = view.read(part.path(), part.offset(), part.length(), DEADLINE);
      assertThat(outcomes.get(i).value().orElse(null))
          .as("%s", part)
          .isEqualTo(alone.value().orElse(null));
      assertThat(outcomes.get(i).failure().map(failure -> failure.kind()))
          .as("%s", part)
          .isEqualTo(alone.failure().map(failure -> failure.kind()));
    }
    assertThat(view.readEach(List.of(), DEADLINE)).isEmpty();
  }

  @Test
  void carriesNamesThatAreNoText() throws Exception {
    byte[] name = {(byte) 0xff, 'a', (byte) 0x80, '\n', 'b'};
    String shell = "cd '" + folder + "' && printf x > \"$(printf '\\377a\\200\\nb')\"";
    RealNode.run(List.of("sh", "-c", shell));

    List<FileEntry> entries = value(view.list(path("."), 10, DEADLINE));

    assertThat(entries).hasSize(1);
    assertThat(entries.get(0).name().bytes()).isEqualTo(name);
    assertThat(value(view.read(path(".").resolve(entries.get(0).name()), 0, 10, DEADLINE)))
        .isEqualTo(new byte[] {'x'});
  }

  @Test
  void readsRanges() throws Exception {
    byte[] content = new byte[3_000_000];
    new Random(2).nextBytes(content);
    Files.write(folder.resolve("big"), content);

    assertThat(value(view.read(path("big"), 0, 4_000_000, DEADLINE))).isEqualTo(content);
    assertThat(value(view.read(path("big"), 1_234_567, 1_000_001, DEADLINE)))
        .isEqualTo(Arrays.copyOfRange(content, 1_234_567, 2_234_568));
    assertThat(value(view.read(path("big"), 2_999_999, 10, DEADLINE)))
        .isEqualTo(new byte[] {content[2_999_999]});
    assertThat(value(view.read(path("big"), 3_000_000, 10, DEADLINE))).isEmpty();
    assertThat(
            new String(
                value(view.read(FilePath.of("/proc/version"), 0, 100_000, DEADLINE)),
                StandardCharsets.UTF_8))
        .startsWith("Linux version");
  }

  @Test
  void readsLinks() throws Exception {
    Files.createSymbolicLink(folder.resolve("link"), Path.of("../a b"));

    assertThat(value(view.readLink(path("link"), DEADLINE))).isEqualTo(FilePath.of("../a b"));
  }

  @Test
  void saysWhatIsNotThereOrNoFile() throws Exception {
    RealNode.run(List.of("mkfifo", folder.resolve("pipe").toString()));

    assertThat(view.stat(path("nothing"), DEADLINE).failure().orElseThrow().kind())
        .isEqualTo(FailureKind.PATH_NOT_FOUND);
    assertThat(view.list(path("nothing"), 10, DEADLINE).failure().orElseThrow().detail())
        .contains("nothing: No such file");
    assertThat(view.read(path("pipe"), 0, 10, DEADLINE).failure().orElseThrow().detail())
        .contains("no regular file");
    assertThat(view.readLink(path("pipe"), DEADLINE).failure()).isPresent();
  }

  @Test
  void servesSeveralThreads() throws Exception {
    for (int i = 0; i < 20; i++) {
      Files.writeString(folder.resolve("f" + i), "content " + i);
    }

    List<String> read =
        IntStream.range(0, 200)
            .parallel()
            .mapToObj(i -> value(view.read(path("f" + i % 20), 0, 100, DEADLINE)))
            .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
            .distinct()
            .sorted()
            .toList();

    assertThat(read).hasSize(20).contains("content 7");
  }
}
