package dog.rebe.chronicle;

import static dog.rebe.command.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.chronicle.note.Checkpoint;
import dog.rebe.chronicle.note.SignedNote;
import dog.rebe.chronicle.note.SigningKey;
import dog.rebe.chronicle.tree.TileFolder;
import dog.rebe.chronicle.tree.TreeHash;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class ProvableChronicleTest {

  private static final SigningKey KEY = SigningKey.generate("example.com/farm", new SecureRandom());

  @TempDir Path temporary;
  private Path folder;

  @BeforeEach
  void namesTheFolder() {
    folder = temporary.resolve("chronicle");
  }

  private ProvableChronicle open() {
    return ProvableChronicle.open(
        folder, KEY, ProvableOptions.defaults().withCheckpointPause(Duration.ofHours(1)));
  }

  private static ChronicleEntry entry(int i) {
    return ChronicleEntry.of(Instant.EPOCH, EntryKind.INTENT, Map.of("text", "entry " + i));
  }

  private static void append(Chronicle chronicle, int from, int to) {
    for (int i = from; i < to; i++) {
      chronicle.append(entry(i), Durability.BUFFERED).toCompletableFuture().join();
    }
  }

  private static SignedNote checkpoint(ProvableChronicle chronicle) {
    return chronicle.checkpoint().toCompletableFuture().join();
  }

  private List<String> lines() throws IOException {
    return Files.readAllLines(folder.resolve("entries.jsonl"));
  }

  private SignedNote written() throws IOException {
    return SignedNote.parse(Files.readAllBytes(folder.resolve("checkpoint")));
  }

  /** That the checkpoint on disk is signed and covers just the entries on disk. */
  private void assertProven() throws IOException {
    SignedNote note = written();
    assertThat(note.isSignedBy(KEY.verifier())).isTrue();
    Checkpoint signed = Checkpoint.of(note);
    List<String> lines = lines();
    assertThat(signed.size()).isEqualTo(lines.size());
    TileFolder tree = TileFolder.of(folder, signed.size());
    assertThat(tree.root(signed.size())).isEqualTo(signed.root());
    for (int i = 0; i < lines.size(); i += 1 + lines.size() / 20) {
      TreeHash leaf = TreeHash.ofLeaf(lines.get(i).getBytes(StandardCharsets.UTF_8));
      assertThat(tree.inclusion(i).proves(leaf, signed.root())).isTrue();
    }
  }

  private static void delete(Path path) throws IOException {
    try (Stream<Path> all = Files.walk(path)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  @Test
  void provesEachEntryAndThatNothingBeforeWasChanged() throws IOException {
    try (ProvableChronicle chronicle = open()) {
      append(chronicle, 0, 300);
      SignedNote first = checkpoint(chronicle);
      append(chronicle, 300, 1000);
      SignedNote second = checkpoint(chronicle);
      assertThat(Checkpoint.of(first).size()).isEqualTo(301);
      assertThat(Checkpoint.of(second).size()).isEqualTo(1001);
      assertThat(
              chronicle
                  .tree(second)
                  .consistency(301)
                  .proves(Checkpoint.of(first).root(), Checkpoint.of(second).root()))
          .isTrue();
      assertThat(chronicle.lastCheckpoint()).contains(second);
    }
    assertProven();
  }

  @Test
  void signsByItselfAfterThePause() throws IOException {
    try (ProvableChronicle chronicle =
        ProvableChronicle.open(
            folder, KEY, ProvableOptions.defaults().withCheckpointPause(Duration.ofMillis(1)))) {
      chronicle.append(entry(0), Durability.FORCED).toCompletableFuture().join();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () ->
                  chronicle.lastCheckpoint().filter(n -> Checkpoint.of(n).size() == 2).isPresent());
    }
    assertProven();
  }

  @Test
  void goesOnAfterItWasClosed() throws IOException {
    for (int i = 0; i < 5; i++) {
      try (ProvableChronicle chronicle = open()) {
        append(chronicle, 0, 130);
      }
      assertProven();
    }
    assertThat(lines()).hasSize(5 * 131);
  }

  @Test
  void makesMissingTilesAnew() throws IOException {
    try (ProvableChronicle chronicle = open()) {
      append(chronicle, 0, 700);
    }
    for (String lost : List.of("tile", "progress", "tile/0/002.p", "tile/entries/002.p")) {
      delete(folder.resolve(lost));
      try (ProvableChronicle chronicle = open()) {
        append(chronicle, 0, 1);
      }
      assertProven();
    }
  }

  @Test
  void makesEveryTileAnewOnceItDoesNotKnowHowFarItGot() throws IOException {
    try (ProvableChronicle chronicle = open()) {
      append(chronicle, 0, 700);
    }
    Path tile = folder.resolve("tile/0/000");
    byte[] original = Files.readAllBytes(tile);
    Files.write(tile, new byte[original.length]);
    delete(folder.resolve("tile/0/001"));
    delete(folder.resolve("progress"));
    open().close();
    assertThat(tile).hasBinaryContent(original);
    assertProven();
  }

  @Test
  void takesOverAFileOfEntriesThatHadNoTree() throws IOException {
    Files.createDirectory(folder);
    try (JsonLinesChronicle before = JsonLinesChronicle.open(folder.resolve("entries.jsonl"))) {
      append(before, 0, 300);
    }
    open().close();
    assertProven();
  }

  @Test
  @Tag("fault-46")
  void refusesEntriesThatWereCutBackBehindTheCheckpoint() throws IOException {
    Path entries = folder.resolve("entries.jsonl");
    try (ProvableChronicle chronicle = open()) {
      append(chronicle, 0, 10);
    }
    Files.write(entries, lines().subList(0, 5));
    assertThatThrownBy(this::open)
        .isInstanceOf(ChronicleException.class)
        .hasMessageContaining("was rolled back: a checkpoint over 11 entries was signed, and 5");
    assertThat(lines()).as("nothing is appended to it").hasSize(5);
  }

  @Test
  @Tag("fault-44")
  void refusesEntriesThatAreNotThoseOfTheCheckpoint() throws IOException {
    try (ProvableChronicle chronicle = open()) {
      append(chronicle, 0, 10);
    }
    List<String> lines = lines();
    Path entries = folder.resolve("entries.jsonl");
    lines.set(3, lines.get(3).replace("entry 2", "entry X"));
    Files.write(entries, lines);
    delete(folder.resolve("progress"));
    assertThatThrownBy(this::open)
        .isInstanceOf(ChronicleException.class)
        .hasMessageContaining("its first 11 entries are not those of its signed checkpoint");
  }

  @Test
  void refusesAnotherKeyAndADamagedCheckpoint() throws IOException {
    open().close();
    SigningKey other = SigningKey.generate("example.com/farm", new SecureRandom());
    assertThatThrownBy(() -> ProvableChronicle.open(folder, other))
        .isInstanceOf(ChronicleException.class)
        .hasMessageContaining("is not signed by example.com/farm+");
    Files.writeString(folder.resolve("checkpoint"), "x", StandardOpenOption.APPEND);
    assertThatThrownBy(this::open)
        .isInstanceOf(ChronicleException.class)
        .hasMessageContaining("is damaged");
  }

  @Test
  @Tag("fault-43")
  void takesNothingMoreOnceItsTreeCannotBeWritten() throws IOException {
    ProvableChronicle chronicle = open();
    append(chronicle, 0, 10);
    // A file where a folder must come, which stops every user, root too
    Files.writeString(folder.resolve("tile"), "in the way");
    assertThatThrownBy(() -> checkpoint(chronicle))
        .hasRootCauseInstanceOf(IOException.class)
        .hasMessageContaining("could not be written");
    assertThat(chronicle.append(entry(0), Durability.FORCED).toCompletableFuture())
        .isCompletedExceptionally();
    assertThatThrownBy(chronicle::close).isInstanceOf(ChronicleException.class);
  }

  @Test
  void takesEntriesOfTheLargestSizeAndRefusesLargerOnes() throws IOException {
    try (ProvableChronicle chronicle = open()) {
      ChronicleEntry largest =
          ChronicleEntry.of(
              Instant.EPOCH, EntryKind.INTENT, Map.of("text", "x".repeat(65_535 - 128 - 60)));
      chronicle.append(largest, Durability.FORCED).toCompletableFuture().join();
      ChronicleEntry larger =
          ChronicleEntry.of(Instant.EPOCH, EntryKind.INTENT, Map.of("text", "x".repeat(65_535)));
      assertThat(chronicle.append(larger, Durability.FORCED).toCompletableFuture())
          .isCompletedExceptionally();
      checkpoint(chronicle);
    }
    assertProven();
    assertThatThrownBy(
            () ->
                ProvableOptions.defaults()
                    .withEntries(ChronicleOptions.defaults().withMaxEntryBytes(65_536)))
        .hasMessageContaining("65535");
  }

  @Test
  @Tag("fault-40")
  @Tag("fault-42")
  @Tag("fault-47")
  void isWholeAgainAfterItsWriterWasKilledAndRefusesASecondOneUntilThen()
      throws IOException, InterruptedException {
    long acknowledged = 0;
    for (int kill = 0; kill < 3; kill++) {
      Process writer = OtherJvm.start("append-provable", folder.toString(), KEY.secretText());
      long last = -1;
      try (BufferedReader output = writer.inputReader()) {
        assertThat(output.readLine()).isEqualTo("opened");
        for (int i = 0; i < 30 + 17 * kill; i++) {
          last = Long.parseLong(output.readLine());
        }
        assertThatThrownBy(this::open).hasMessageContaining("is open in another program");
        writer.toHandle().destroyForcibly();
        String line;
        while ((line = output.readLine()) != null && line.matches("[0-9]+")) {
          last = Long.parseLong(line);
        }
      } finally {
        writer.destroyForcibly();
      }
      assertThat(writer.waitFor()).isEqualTo(137);
      acknowledged += last + 1;
      open().close();
      assertProven();
      assertThat(lines().stream().filter(line -> line.contains("\"intent\"")).count())
          .isGreaterThanOrEqualTo(acknowledged);
    }
  }
}
