package dog.rebe.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.chronicle.ChronicleEntry;
import dog.rebe.chronicle.Durability;
import dog.rebe.chronicle.EntryKind;
import dog.rebe.chronicle.ProvableChronicle;
import dog.rebe.chronicle.note.Checkpoint;
import dog.rebe.chronicle.note.SignedNote;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;

/**
 * A chronicle under random appends, checkpoints, closings, crashes and losses of what can be made
 * anew, against a list of what was acknowledged; and the verifier's word on each state.
 */
final class ChronicleModelProperties {

  private static final int STEPS = 14;

  /** The chronicle, the list, and the checkpoints that were seen on the way. */
  private static final class World {
    final Random random;
    final Path temporary;
    final List<String> acknowledged = new ArrayList<>();
    final List<SignedNote> seen = new ArrayList<>();
    Path folder;
    ProvableChronicle chronicle;
    int lives;

    World(long seed, Path temporary) {
      this.random = new Random(seed);
      this.temporary = temporary;
      this.folder = temporary.resolve("0");
      this.chronicle = Sample.open(folder);
    }

    void step() throws IOException {
      switch (random.nextInt(6)) {
        case 0, 1 -> append(1 + random.nextInt(300));
        case 2 -> seen.add(chronicle.checkpoint().toCompletableFuture().join());
        case 3 -> {
          chronicle.close();
          loseWhatCanBeMadeAnew();
          chronicle = Sample.open(folder);
        }
        default -> crash();
      }
    }

    private void append(int entries) {
      for (int i = 0; i < entries; i++) {
        String text = "entry " + acknowledged.size();
        Durability durability = i == entries - 1 ? Durability.FORCED : Durability.BUFFERED;
        chronicle
            .append(
                ChronicleEntry.of(Instant.EPOCH, EntryKind.INTENT, Map.of("text", text)),
                durability)
            .toCompletableFuture()
            .join();
        acknowledged.add(text);
      }
    }

    /** Goes on in a copy of the files as they are now, with something half written at the end. */
    private void crash() throws IOException {
      Path before = folder;
      folder = temporary.resolve(Integer.toString(++lives));
      try (Stream<Path> all = Files.walk(before)) {
        for (Path path : all.sorted().toList()) {
          if (!path.toString().endsWith(".holder")) {
            Files.copy(path, folder.resolve(before.relativize(path)));
          }
        }
      }
      chronicle.close();
      byte[] torn = "{\"at\":0,\"fields\":{\"text\":\"torn".getBytes(StandardCharsets.UTF_8);
      Files.write(
          folder.resolve("entries.jsonl"),
          Arrays.copyOf(torn, random.nextInt(torn.length)),
          StandardOpenOption.APPEND);
      loseWhatCanBeMadeAnew();
      chronicle = Sample.open(folder);
    }

    private void loseWhatCanBeMadeAnew() throws IOException {
      List<Path> files;
      try (Stream<Path> all = Files.walk(folder)) {
        files =
            all.filter(Files::isRegularFile)
                .filter(
                    file -> folder.relativize(file).startsWith("tile") || file.endsWith("progress"))
                .sorted()
                .toList();
      }
      int lost = random.nextInt(3);
      for (int i = 0; i < lost && !files.isEmpty(); i++) {
        Path file = files.get(random.nextInt(files.size()));
        if (random.nextBoolean()) {
          Files.deleteIfExists(file);
        } else if (Files.exists(file)) {
          Files.write(file, new byte[random.nextInt(40)]);
        }
      }
    }

    void assertProven() throws IOException {
      chronicle.close();
      List<String> lines = Files.readAllLines(folder.resolve("entries.jsonl"));
      List<String> texts =
          lines.stream()
              .filter(line -> line.contains("\"kind\":\"intent\""))
              .map(line -> line.replaceFirst(".*\"text\":\"(entry \\d+)\".*", "$1"))
              .toList();
      assertThat(texts).isEqualTo(acknowledged);
      ChronicleCheck check = ChronicleCheck.with(Sample.trusted());
      for (SignedNote note : seen) {
        check = check.knowing(note.bytes());
      }
      Path bundle = Sample.bundle(folder, temporary.resolve("bundle"));
      Findings findings = check.run(bundle);
      assertThat(findings.problems()).isEmpty();
      assertThat(findings.entries()).isEqualTo(lines.size());
      Files.write(bundle, Tampering.of(Files.readAllBytes(bundle), random));
      assertThat(check.run(bundle).isProven()).isFalse();
      assertThat(seen.stream().map(note -> Checkpoint.of(note).size())).isSorted();
    }
  }

  @Property(tries = 40)
  @Tag("fault-40")
  @Tag("fault-42")
  @Tag("fault-44")
  void keepsWhatWasAcknowledgedAndProvesIt(@ForAll long seed) throws IOException {
    Path temporary = Files.createTempDirectory("rebe-chronicle");
    World world = new World(seed, temporary);
    try {
      for (int i = 0; i < STEPS; i++) {
        world.step();
      }
      world.assertProven();
    } finally {
      world.chronicle.close();
      try (Stream<Path> all = Files.walk(temporary)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
