package dog.rebe.sandbox.previewer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random commands on random trees: what the preview foretells is what the real tools then do, down
 * to the exit status. {@code -Drebe.previewPairs=10000} runs as many pairs for each tool, {@code
 * -Drebe.previewSeed=5001} others.
 */
class RealToolsTest {

  private static final int PAIRS = Integer.getInteger("rebe.previewPairs", 25);
  private static final int WHOLE_PERCENT = Integer.getInteger("rebe.previewWhole", 80);
  private static final Pattern QUOTED = Pattern.compile("'.*?'");
  private static final int NOBODY = 65534;
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
  List<DynamicTest> previewsAgreeWithRealTools() {
    SystemTools.requireGnu();
    long firstSeed = Long.getLong("rebe.previewSeed", 1);
    List<DynamicTest> tests = new ArrayList<>();
    for (String tool : new TreeSet<>(RandomCommand.OPTIONS.keySet())) {
      if (!tool.matches(System.getProperty("rebe.previewTool", ".*"))) {
        continue;
      }
      tests.add(DynamicTest.dynamicTest(tool, () -> agrees(tool, firstSeed)));
    }
    return tests;
  }

  private void agrees(String tool, long firstSeed) throws Exception {
    Map<String, Integer> untold = new TreeMap<>();
    List<String> wrong = new ArrayList<>();
    for (long seed = firstSeed; seed < firstSeed + PAIRS; seed++) {
      Path outer = Files.createDirectory(folder.toRealPath().resolve(tool + seed));
      // Two down, so that a link to the folder above and another step up stay in what is compared
      Path place = Files.createDirectories(outer.resolve("above/tree"));
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
      boolean unprivileged = SystemTools.isRoot() && seed % 3 == 0;
      Agreement agreement =
          new Agreement(
              previewer, local.view(), LIMITS, outer, place, unprivileged ? NOBODY : 0, List.of());
      try {
        agreement
            .check(tool, new Random(seed * 1_000_003 + tool.hashCode()), seed)
            .ifPresent(why -> untold.merge(QUOTED.matcher(why).replaceAll("'…'"), 1, Integer::sum));
      } catch (AssertionError disagreement) {
        wrong.add(disagreement.getMessage());
      }
      SystemTools.run(List.of("rm", "-rf", outer.toString()), folder, 0, 022);
    }
    wrong.forEach(System.out::println);
    int told = PAIRS - untold.values().stream().mapToInt(Integer::intValue).sum();
    System.out.printf(
        "%-8s %d pairs from seed %d, %d whole, %d wrong, not: %s%n",
        tool, PAIRS, firstSeed, told, wrong.size(), untold);
    // All of them, so that one run measures how often a tool's preview is wrong
    assertThat(wrong)
        .as("previews of %s that were wrong, of %s from seed %s", tool, PAIRS, firstSeed)
        .isEmpty();
    assertThat(told * 100)
        .as("previews of %s that were whole, of %s; the others: %s", tool, PAIRS, untold)
        .isGreaterThanOrEqualTo(PAIRS * WHOLE_PERCENT);
  }
}
