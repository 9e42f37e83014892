package dog.rebe.chronicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class JsonLinesChronicleTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final ChronicleOptions OPTIONS =
      ChronicleOptions.defaults().withClock(Clock.fixed(NOON, ZoneOffset.UTC));

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("chronicle.jsonl");
  }

  private static ChronicleEntry entry(EntryKind kind, String text) {
    return ChronicleEntry.of(NOON.plusMillis(5), kind, Map.of("text", text));
  }

  private static void append(Chronicle chronicle, EntryKind kind, String text) {
    chronicle.append(entry(kind, text), Durability.FORCED).toCompletableFuture().join();
  }

  private void write(String... texts) {
    try (JsonLinesChronicle chronicle = JsonLinesChronicle.open(file, OPTIONS)) {
      for (String text : texts) {
        append(chronicle, EntryKind.INTENT, text);
      }
    }
  }

  private List<RecordedEntry> read() {
    try (ChronicleReader reader = ChronicleReader.open(file)) {
      return reader.entries().toList();
    }
  }

  private List<Object> texts() {
    return read().stream()
        .filter(recorded -> recorded.entry().kind() != EntryKind.OPENED)
        .map(recorded -> recorded.entry().fields().get("text"))
        .toList();
  }

  @Test
  void keepsWhatWasAppendedAcrossOpenings() {
    write("one", "two");
    write("three");
    assertThat(texts()).containsExactly("one", "two", "three");
    List<RecordedEntry> all = read();
    assertThat(all).extracting(RecordedEntry::number).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(all.get(1).entry()).isEqualTo(entry(EntryKind.INTENT, "one"));
    assertThat(all.get(0).entry())
        .isEqualTo(ChronicleEntry.of(NOON, EntryKind.OPENED, Map.of("format", 1L)));
  }

  @Test
  void hasADocumentedCanonicalForm() throws IOException {
    write("a\n\u001b");
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0))
        .isEqualTo(
            "{\"at\":1795262400000,\"fields\":{\"format\":1},\"kind\":\"opened\",\"number\":1,"
                + "\"previous\":\""
                + "0".repeat(64)
                + "\"}");
    assertThat(lines.get(1))
        .isEqualTo(
            "{\"at\":1795262400005,\"fields\":{\"text\":\"a\\n\\u001b\"},\"kind\":\"intent\","
                + "\"number\":2,\"previous\":\""
                + EntryLine.sha256(lines.get(0).getBytes(StandardCharsets.UTF_8))
                + "\"}");
  }

  @Test
  void keepsNestedValues() {
    Map<String, Object> fields =
        Map.of("list", List.of("a", 1L, true, Map.of("k", "v")), "n", -5L, "empty", Map.of());
    try (JsonLinesChronicle chronicle = JsonLinesChronicle.open(file, OPTIONS)) {
      chronicle.append(ChronicleEntry.of(NOON, EntryKind.OUTCOME, fields), Durability.BUFFERED);
    }
    assertThat(read().get(1).entry().fields()).isEqualTo(fields);
  }

  @Test
  void ordersTheEntriesOfManyThreads() throws Exception {
    int threads = 8;
    int each = 200;
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try (JsonLinesChronicle chronicle = JsonLinesChronicle.open(file, OPTIONS)) {
      List<Future<?>> done = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        String name = "thread " + t + " entry ";
        done.add(
            executor.submit(
                () -> {
                  List<CompletableFuture<Void>> stages = new ArrayList<>();
                  for (int i = 0; i < each; i++) {
                    Durability durability = i % 3 == 0 ? Durability.FORCED : Durability.BUFFERED;
                    stages.add(
                        chronicle
                            .append(entry(EntryKind.OUTCOME, name + i), durability)
                            .toCompletableFuture());
                  }
                  stages.forEach(CompletableFuture::join);
                }));
      }
      for (Future<?> future : done) {
        future.get();
      }
    } finally {
      executor.shutdown();
    }
    List<Object> texts = texts();
    assertThat(texts).hasSize(threads * each).doesNotHaveDuplicates();
    List<String> ofOne =
        texts.stream().map(String.class::cast).filter(s -> s.startsWith("thread 3 ")).toList();
    for (int i = 0; i < each; i++) {
      assertThat(ofOne.get(i)).isEqualTo("thread 3 entry " + i);
    }
  }

  @Test
  void isForItsOwnerOnly() throws IOException {
    write("one");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    write("two");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(read().get(2).entry().fields()).containsEntry("hadPermissions", "rw-r--r--");
  }

  @Test
  @Tag("fault-42")
  void cutsBackATornLineAndRecordsThat() throws IOException {
    write("one", "two");
    Files.writeString(file, "{\"at\":179526", StandardOpenOption.APPEND);
    try (ChronicleReader reader = ChronicleReader.open(file)) {
      assertThat(reader.entries()).hasSize(3);
      assertThat(reader.tornBytes()).isEqualTo(12);
    }
    write("three");
    assertThat(texts()).containsExactly("one", "two", "three");
    assertThat(read().get(3).entry().fields()).containsEntry("cutBytes", 12L);
  }

  @Test
  @Tag("fault-42")
  void cutsBackALineWhereverItIsTorn() throws IOException {
    write("one");
    byte[] before = Files.readAllBytes(file);
    write("two");
    byte[] after = Files.readAllBytes(file);
    for (int length = 0; length < after.length; length += 11) {
      Files.write(file, java.util.Arrays.copyOf(after, length));
      write("again");
      List<Object> texts = texts();
      assertThat(texts).last().isEqualTo("again");
      if (length >= before.length) {
        assertThat(texts).startsWith("one");
      }
    }
  }

  @Test
  @Tag("fault-42")
  void cutsBackPagesThatTheFileSystemFilledWithZeros() throws IOException {
    write("one");
    long whole = Files.size(file);
    Files.write(file, new byte[5000], StandardOpenOption.APPEND);
    Files.writeString(file, "\"}\n{\"at\":1}\n", StandardOpenOption.APPEND);
    long size = Files.size(file);
    write("two");
    assertThat(texts()).containsExactly("one", "two");
    assertThat(read().get(2).entry().fields()).containsEntry("cutBytes", size - whole);
  }

  @Test
  void recoversFromAFileThatHoldsNothingWhole() throws IOException {
    Files.writeString(file, "{\"at");
    write("one");
    assertThat(texts()).containsExactly("one");
    assertThat(read().get(0).number()).isEqualTo(1);
  }

  @Test
  void refusesAFileThatIsNoChronicle() throws IOException {
    Files.writeString(file, "# shopping\nmilk\n");
    assertThatThrownBy(() -> JsonLinesChronicle.open(file))
        .isInstanceOf(ChronicleException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("its last line cannot be read: it is not JSON")
        .hasMessageContaining("begin a new one");
    assertThat(Files.readString(file)).isEqualTo("# shopping\nmilk\n");
  }

  @Test
  void refusesALinkAFolderAndAMissingFolder() throws IOException {
    Path target = Files.createFile(folder.resolve("target"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), target);
    assertThatThrownBy(() -> JsonLinesChronicle.open(link)).hasMessageContaining("is a link");
    Path directory = Files.createDirectory(folder.resolve("directory"));
    assertThatThrownBy(() -> JsonLinesChronicle.open(directory)).hasMessageContaining("no file");
    assertThatThrownBy(() -> JsonLinesChronicle.open(folder.resolve("none").resolve("c")))
        .isInstanceOf(ChronicleException.class)
        .hasMessageContaining("check that its folder is there");
    assertThat(folder.resolve("link.holder")).doesNotExist();
  }

  @Test
  @Tag("fault-44")
  void namesTheLineInWhichABitWasFlipped() throws IOException {
    write("one", "two", "three", "four");
    byte[] bytes = Files.readAllBytes(file);
    List<Long> lineOf = new ArrayList<>();
    long line = 1;
    for (byte b : bytes) {
      lineOf.add(line);
      line += b == '\n' ? 1 : 0;
    }
    long lastLine = line - 1;
    for (int i = 0; i < bytes.length; i++) {
      byte[] damaged = bytes.clone();
      damaged[i] ^= 0x01;
      Files.write(file, damaged);
      if (lineOf.get(i) < lastLine && bytes[i] != '\n' && damaged[i] != '\n') {
        assertThatThrownBy(this::read)
            .as("byte %d of line %d", i, lineOf.get(i))
            .isInstanceOf(ChronicleException.class)
            .hasMessageContaining("damaged in line " + lineOf.get(i) + ":");
      } else if (lineOf.get(i) < lastLine) {
        assertThatThrownBy(this::read).isInstanceOf(ChronicleException.class);
      }
    }
  }

  @Test
  @Tag("fault-45")
  void noticesALineThatWasRemovedOrMoved() throws IOException {
    write("one", "two", "three", "four");
    List<String> lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size() - 1; i++) {
      List<String> without = new ArrayList<>(lines);
      String removed = without.remove(i);
      Files.write(file, without);
      assertThatThrownBy(this::read)
          .hasMessageContaining("damaged in line " + (i + 1))
          .hasMessageContaining("removed, moved or added");

      without.add(i + 1, removed);
      Files.write(file, without);
      assertThatThrownBy(this::read).hasMessageContaining("damaged in line " + (i + 1));
    }
  }

  /** What it cannot notice by itself, so that nobody reads more into it than there is. */
  @Test
  @Tag("fault-46")
  void cannotNoticeARollBackButTheDigestsOfAnEarlierReadingCan() throws IOException {
    write("one", "two");
    List<RecordedEntry> earlier = read();
    List<String> lines = Files.readAllLines(file);
    Files.write(file, lines.subList(0, 2));
    List<RecordedEntry> rolledBack = read();
    assertThat(rolledBack).hasSize(2);
    assertThat(rolledBack)
        .extracting(RecordedEntry::sha256)
        .doesNotContain(earlier.get(2).sha256());
  }

  @Test
  @Tag("fault-47")
  void refusesASecondWriterInTheSameProgram() throws IOException {
    Path other = Files.createSymbolicLink(folder.resolve("way"), folder).resolve("chronicle.jsonl");
    try (JsonLinesChronicle chronicle = JsonLinesChronicle.open(file, OPTIONS)) {
      for (Path name : List.of(file, other)) {
        assertThatThrownBy(() -> JsonLinesChronicle.open(name))
            .isInstanceOf(ChronicleException.class)
            .hasMessageContaining("already open in this program");
      }
      append(chronicle, EntryKind.INTENT, "still works");
    }
    write("reopened");
    assertThat(texts()).containsExactly("still works", "reopened");
  }

  @Test
  void canBeReadWhileItIsWrittenWithoutLosingItsLock() {
    try (JsonLinesChronicle chronicle = JsonLinesChronicle.open(file, OPTIONS)) {
      append(chronicle, EntryKind.INTENT, "one");
      assertThat(texts()).containsExactly("one");
      assertThat(OtherJvm.opens(file)).contains("is open in another program");
      append(chronicle, EntryKind.INTENT, "two");
      assertThat(texts()).containsExactly("one", "two");
    }
  }

  @Test
  void leavesNoThreadBehind() {
    write("one");
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().equals("rebe-chronicle") && thread.isAlive());
  }
}
