package dog.rebe.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random tamperings, every one of which must be found. A tenth of the 10,000 by default; all with
 * {@code -Drebe.tamperings=10000}. The seed is in the name of what fails.
 */
final class TamperingTest {

  private static final int TAMPERINGS = Integer.getInteger("rebe.tamperings", 1000);
  private static final int ENTRIES = 300;
  private static final Path[] TEMPORARY = new Path[1];

  private final ChronicleCheck check = ChronicleCheck.with(Sample.trusted());

  @BeforeAll
  static void writesAChronicle() throws IOException {
    TEMPORARY[0] = Files.createTempDirectory("rebe-tampering");
    Sample.grow(TEMPORARY[0].resolve("chronicle"), 100);
    Sample.grow(TEMPORARY[0].resolve("chronicle"), ENTRIES - 100);
    Sample.bundle(TEMPORARY[0].resolve("chronicle"), TEMPORARY[0].resolve("bundle"));
  }

  @AfterAll
  static void deletesIt() throws IOException {
    try (Stream<Path> all = Files.walk(TEMPORARY[0])) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  @Test
  @Tag("fault-44")
  @Tag("fault-45")
  void findsEveryTamperingWithABundle() throws IOException {
    byte[] bundle = Files.readAllBytes(TEMPORARY[0].resolve("bundle"));
    assertThat(check.run(TEMPORARY[0].resolve("bundle")).isProven()).isTrue();
    Path tampered = TEMPORARY[0].resolve("tampered");
    for (int seed = 0; seed < TAMPERINGS; seed++) {
      byte[] changed = Tampering.of(bundle, new Random(seed));
      Files.write(tampered, changed);
      assertThat(check.run(tampered).isProven())
          .as("seed %d, the first change at byte %d", seed, Arrays.mismatch(bundle, changed))
          .isFalse();
    }
  }

  @Test
  @Tag("fault-44")
  @Tag("fault-45")
  void findsEveryTamperingWithAFolder() throws IOException {
    Path folder = TEMPORARY[0].resolve("chronicle");
    assertThat(check.run(folder).problems()).isEmpty();
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files =
          all.filter(Files::isRegularFile)
              .filter(file -> Files.isRegularFile(file) && isProvable(folder.relativize(file)))
              .sorted()
              .toList();
    }
    assertThat(files).hasSizeGreaterThan(6);
    for (int seed = 0; seed < TAMPERINGS / 2; seed++) {
      Random random = new Random(seed);
      Path file = files.get(random.nextInt(files.size()));
      byte[] original = Files.readAllBytes(file);
      byte[] changed = Tampering.of(original, random);
      Files.write(file, changed);
      Findings findings = check.run(folder);
      Files.write(file, original);
      assertThat(findings.isProven() && findings.remarks().isEmpty())
          .as("seed %d, %s at byte %d", seed, file, Arrays.mismatch(original, changed))
          .isFalse();
    }
    assertThat(check.run(folder).problems()).isEmpty();
  }

  /** The rest says where to go on writing, and who holds the lock. */
  private static boolean isProvable(Path file) {
    return file.startsWith("tile")
        || List.of("checkpoint", "entries.jsonl").contains(file.toString());
  }
}
