package dog.rebe.sandbox.previewer;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.change.BlindSpot;
import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.sandbox.preview.CommandPreview;
import dog.rebe.sandbox.preview.Footing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that come after others are previewed on the files as these would leave them. */
class PreviewChainTest {

  private static final int PAIRS = Integer.getInteger("rebe.previewChains", 60);
  private static final PreviewLimits LIMITS =
      PreviewLimits.of(Duration.ofMinutes(2), 1 << 20, 10_000, 1 << 20);

  private static CommandPreviewer previewer;
  private static LocalFiles local;

  @TempDir Path temporary;
  private Path folder;

  @BeforeAll
  static void open() throws Exception {
    previewer = CommandPreviewer.of(Clock.systemUTC());
    local = LocalFiles.open();
  }

  @AfterAll
  static void close() {
    local.close();
  }

  @BeforeEach
  void fill() throws Exception {
    folder = temporary.toRealPath();
    Files.createDirectory(folder.resolve("logs"));
    Files.writeString(folder.resolve("logs/one"), "one\n");
    Files.writeString(folder.resolve("logs/two"), "two\n");
  }

  private CommandPreview after(String last, String... earlier) {
    Situation situation = Situation.of(PreviewUser.root(), folder.toString());
    return previewer.previewAfter(
        Arrays.stream(earlier).map(text -> new Earlier(script(text), situation)).toList(),
        script(last),
        local.view(),
        situation,
        LIMITS);
  }

  private static Command<?> script(String text) {
    return Command.script(text).effectUnknown().limits(Limits.of(Duration.ofSeconds(30), 1 << 16));
  }

  private List<String> changes(CommandPreview preview) {
    return preview.changes().stream()
        .map(change -> change.kind() + " " + folder.relativize(Path.of(change.path().toString())))
        .toList();
  }

  @Test
  void whatWasRemovedBeforeIsNotRemovedAgain() {
    assertThat(changes(after("rm -r logs", "rm logs/one")))
        .containsExactly("DELETED logs", "DELETED logs/two");
    assertThat(after("rm logs/one", "mv logs other").exitStatus()).hasValue(1);
  }

  @Test
  void whatWasMadeBeforeIsThere() {
    CommandPreview preview =
        after(
            "sed -i s/three/four/ new/deep/file && rm way/file",
            "mkdir -p new/deep && echo three > new/deep/file",
            "ln -s logs way && cp logs/one way/file");
    assertThat(preview.unknown()).isEmpty();
    assertThat(preview.exitStatus()).hasValue(0);
    assertThat(changes(preview)).containsExactly("DELETED logs/file", "CHANGED new/deep/file");
    assertThat(preview.changes().get(1).content().orElseThrow().toString())
        .contains("-three", "+four");
  }

  @Test
  void itRestsOnTheMachineAloneAndSoIsTheSameEachTime() {
    CommandPreview preview = after("rm -r logs new", "mkdir new && sed -i s/o/0/ logs/one");
    Footing footing = preview.footing();
    assertThat(footing.looks().keySet()).noneMatch(path -> path.toString().contains("/new"));
    assertThat(footing.reads()).isEmpty();
    assertThat(footing.listings().values())
        .allSatisfy(
            entries ->
                assertThat(entries).noneMatch(entry -> entry.name().toString().matches("new|one")));
    CommandPreview again = after("rm -r logs new", "mkdir new && sed -i s/o/0/ logs/one");
    assertThat(again.footing().digest()).isEqualTo(footing.digest());
    assertThat(again.digest()).isEqualTo(preview.digest());
  }

  @Test
  void whatServicesBeforeItMayHaveDoneIsABlindSpot() {
    CommandPreview preview =
        after("rm logs/one", "touch new; systemctl restart app; rm new", "systemctl reload other");
    assertThat(preview.unknown()).isEmpty();
    assertThat(preview.blindSpots())
        .containsExactly(
            new BlindSpot(
                "what comes before it",
                "'systemctl restart app' comes before it, and this is shown as if that had changed"
                    + " no file"),
            new BlindSpot(
                "what comes before it",
                "'systemctl reload other' comes before it, and this is shown as if that had"
                    + " changed no file"));
    assertThat(preview.sentence())
        .endsWith("; what comes before it may do more, and that I can't show.")
        .doesNotContain("it also runs");
    assertThat(after("systemctl stop b; rm logs/two", "systemctl restart app").sentence())
        .contains("it also runs 'systemctl stop b', and what that does I can't show;")
        .endsWith("; what comes before it may do more, and that I can't show.");
    assertThat(after("rm logs/one", "touch new").blindSpots()).isEmpty();
  }

  @Test
  void nothingIsGuessedAfterWhatCannotBeFollowed() {
    CommandPreview preview = after("rm logs/one", "frobnicate logs");
    assertThat(preview.changes()).isEmpty();
    assertThat(preview.unknown().orElseThrow())
        .startsWith("it comes after a command of which I cannot tell what it leaves")
        .contains("frobnicate");
  }

  @Test
  void previewsOfRandomCommandsAfterOthersAgreeWithTheRealTools() throws Exception {
    SystemTools.requireGnu();
    long firstSeed = Long.getLong("rebe.previewSeed", 1);
    List<String> tools = new ArrayList<>(new TreeSet<>(RandomCommand.OPTIONS.keySet()));
    int whole = 0;
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    for (long seed = firstSeed; seed < firstSeed + PAIRS; seed++) {
      Path outer = Files.createDirectory(folder.resolve("t" + seed));
      Path place = Files.createDirectories(outer.resolve("above/tree"));
      Random random = new Random(seed * 7_000_003);
      List<String> paths = RandomTree.make(place, random, 0);
      List<String> first =
          RandomCommand.make(tools.get(random.nextInt(tools.size())), paths, random);
      List<String> second =
          RandomCommand.make(tools.get(random.nextInt(tools.size())), paths, random);
      whole +=
          new Agreement(previewer, local.view(), LIMITS, outer, place, 0, List.of())
                  .compareAfter(first, second, 022, "seed " + seed)
                  .isEmpty()
              ? 1
              : 0;
      SystemTools.run(List.of("rm", "-rf", outer.toString()), folder, 0, 022);
    }
    System.out.printf("%d chains from seed %d, %d whole%n", PAIRS, firstSeed, whole);
    assertThat(whole * 100).isGreaterThanOrEqualTo(PAIRS * 70);
  }
}
