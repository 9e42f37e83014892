package dog.rebe.sandbox.previewer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * How far a preview, which is GNU's, holds where the tools are BusyBox's: mostly. The differences
 * are printed; docs/preview.md lists their kinds. {@code -Drebe.previewPairs=700} runs as many
 * pairs for each tool.
 */
class BusyBoxTest {

  private static final Path BUSYBOX = Path.of("/usr/bin/busybox");
  private static final int PAIRS = Integer.getInteger("rebe.previewPairs", 12);
  private static final int SAME_PERCENT = 60;

  /** Debian's BusyBox has no install, and its find no -delete. */
  private static final Set<String> LACKING = Set.of("install", "find");

  private static final PreviewLimits LIMITS =
      PreviewLimits.of(Duration.ofMinutes(2), 1 << 20, 10_000, 1 << 20);

  private static CommandPreviewer previewer;
  private static LocalFiles local;

  @TempDir Path folder;

  @BeforeAll
  static void open() throws Exception {
    previewer = CommandPreviewer.of(Clock.systemUTC());
    local = LocalFiles.open();
  }

  @AfterAll
  static void close() {
    local.close();
  }

  @TestFactory
  List<DynamicTest> previewsMostlyHoldForBusyBox() {
    SystemTools.require(BUSYBOX);
    long firstSeed = Long.getLong("rebe.previewSeed", 1);
    List<DynamicTest> tests = new ArrayList<>();
    for (String tool : new TreeSet<>(RandomCommand.OPTIONS.keySet())) {
      if (LACKING.contains(tool)) {
        continue;
      }
      tests.add(DynamicTest.dynamicTest(tool, () -> mostlyHolds(tool, firstSeed)));
    }
    return tests;
  }

  private void mostlyHolds(String tool, long firstSeed) throws Exception {
    List<String> different = new ArrayList<>();
    int told = 0;
    for (long seed = firstSeed; seed < firstSeed + PAIRS; seed++) {
      Path outer = Files.createDirectory(folder.toRealPath().resolve(tool + seed));
      Path place = Files.createDirectories(outer.resolve("above/tree"));
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
      Agreement agreement =
          new Agreement(
              previewer, local.view(), LIMITS, outer, place, 0, List.of(BUSYBOX.toString()));
      Random random = new Random(seed * 1_000_003 + tool.hashCode());
      try {
        told += agreement.check(tool, random, seed).isEmpty() ? 1 : 0;
      } catch (AssertionError difference) {
        told++;
        // A status of its own is no other change
        if (difference.getMessage().contains("Expecting empty")) {
          different.add(difference.getMessage());
        }
      }
      SystemTools.run(List.of("rm", "-rf", outer.toString()), folder, 0, 022);
    }
    System.out.printf(
        "BusyBox %-8s %d whole previews, %d with another tree%n", tool, told, different.size());
    different.forEach(System.out::println);
    assertThat((told - different.size()) * 100)
        .as("previews of %s that hold for BusyBox, of %s", tool, told)
        .isGreaterThanOrEqualTo(told * SAME_PERCENT);
  }
}
