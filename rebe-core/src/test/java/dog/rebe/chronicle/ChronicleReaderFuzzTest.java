package dog.rebe.chronicle;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** Chronicles that somebody wrote to, or that were torn: entries in order, or a refusal. */
final class ChronicleReaderFuzzTest {

  @TempDir static Path folder;

  static Stream<byte[]> seeds() {
    byte[] three = lines(3);
    return Stream.of(
        three,
        Arrays.copyOf(three, three.length - 20),
        Arrays.copyOf(three, three.length + 10),
        "{\"at\":1,\"fields\":{},\"kind\":\"intent\",\"number\":1,\"previous\":\"\"}\n"
            .getBytes(StandardCharsets.US_ASCII),
        "[".repeat(200).getBytes(StandardCharsets.US_ASCII),
        new byte[0]);
  }

  private static byte[] lines(int count) {
    StringBuilder text = new StringBuilder();
    String previous = EntryLine.NOTHING_BEFORE;
    for (int number = 1; number <= count; number++) {
      ChronicleEntry entry =
          ChronicleEntry.of(
              Instant.ofEpochMilli(number), EntryKind.INTENT, Map.of("node", "a", "n", number));
      String line =
          new String(EntryLine.begin(entry), StandardCharsets.UTF_8)
              + new String(EntryLine.finish(number, previous), StandardCharsets.UTF_8);
      previous = EntryLine.sha256(line.getBytes(StandardCharsets.UTF_8));
      text.append(line).append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  @MethodSource("seeds")
  @FuzzTest
  void hasEntriesInOrderOrIsRefused(byte[] bytes) throws IOException {
    List<RecordedEntry> all = new ArrayList<>();
    boolean sound = read(bytes, all);
    assertThat(all)
        .extracting(RecordedEntry::number)
        .isEqualTo(Stream.iterate(1L, n -> n + 1).limit(all.size()).toList());

    byte[] cut = Arrays.copyOf(bytes, Math.floorMod(Arrays.hashCode(bytes), bytes.length + 1));
    List<RecordedEntry> earlier = new ArrayList<>();
    boolean earlierSound = read(cut, earlier);
    assertThat(all.subList(0, Math.min(all.size(), earlier.size())))
        .isEqualTo(earlier.subList(0, Math.min(all.size(), earlier.size())));
    if (sound) {
      assertThat(earlierSound).as("the beginning of a sound chronicle is sound").isTrue();
      assertThat(earlier).hasSizeLessThanOrEqualTo(all.size());
      recovers(cut, earlier);
    }
  }

  /** Whether nothing was refused; the entries before that are collected. */
  private static boolean read(byte[] bytes, List<RecordedEntry> entries) throws IOException {
    Path file = Files.write(folder.resolve("chronicle"), bytes);
    try (ChronicleReader reader = ChronicleReader.open(file)) {
      for (Optional<RecordedEntry> next = reader.next(); next.isPresent(); next = reader.next()) {
        entries.add(next.get());
      }
      return true;
    } catch (ChronicleException e) {
      assertThat(e.getMessage()).contains(file.toString());
      return false;
    }
  }

  /** A writer goes on after the last whole entry. */
  private static void recovers(byte[] bytes, List<RecordedEntry> entries) throws IOException {
    Path file = Files.write(folder.resolve("torn"), bytes);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      TailRecovery tail = TailRecovery.run(file, channel);
      assertThat(tail.number()).isEqualTo(entries.size());
      assertThat(channel.size() + tail.cutBytes()).isEqualTo(bytes.length);
    }
    List<RecordedEntry> after = new ArrayList<>();
    assertThat(read(Files.readAllBytes(file), after)).isTrue();
    assertThat(after).isEqualTo(entries);
  }
}
