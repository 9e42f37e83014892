package dog.rebe.benchmarks.preview;

import dog.rebe.sandbox.preview.CommandPreview;
import dog.rebe.ssh.testkit.wire.Direction;
import dog.rebe.ssh.testkit.wire.FaultProxy;
import dog.rebe.ssh.testkit.wire.WireFault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;

/**
 * Previews of {@code rm -r} on 5,000 files of a real OpenSSH server: how many files a second, how
 * many questions for each folder, and how long over a round trip of 50 ms.
 */
public final class PreviewBars {

  private static final int FOLDERS = 50;
  private static final int IN_FOLDER = 100;
  private static final int FILES = FOLDERS * IN_FOLDER;
  private static final int ROUNDS = 9;
  private static final int FILES_PER_SECOND = 4_000;
  private static final Duration ROUND_TRIP = Duration.ofMillis(50);
  private static final Duration FAR_ENOUGH = Duration.ofSeconds(5);

  private boolean missed;

  private PreviewBars() {}

  /** Argument: an empty folder. Exit 1 if a bar is missed. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]).toRealPath();
    Path tree = grow(folder.resolve("tree"));
    PreviewBars bars = new PreviewBars();
    System.out.println("| Asked | Measured | |");
    System.out.println("|---|---|---|");
    bars.near(folder, tree);
    bars.questions(folder, tree);
    bars.far(folder, tree);
    System.exit(bars.missed ? 1 : 0);
  }

  private static Path grow(Path tree) throws IOException {
    for (int i = 0; i < FOLDERS; i++) {
      Path in = Files.createDirectories(tree.resolve("part" + i % 5 + "/dir" + i));
      for (int j = 0; j < IN_FOLDER; j++) {
        Files.writeString(in.resolve("file" + j), "some content\n");
      }
    }
    return tree;
  }

  private void near(Path folder, Path tree) throws Exception {
    try (Machine machine = Machine.start(folder.resolve("near"))) {
      double first = seconds(machine, tree);
      double[] rounds = new double[ROUNDS];
      for (int i = 0; i < ROUNDS; i++) {
        rounds[i] = seconds(machine, tree);
      }
      Arrays.sort(rounds);
      double median = rounds[ROUNDS / 2];
      bar(
          "%,d files removed over SFTP on loopback: at least %,d files/s"
              .formatted(FILES, FILES_PER_SECOND),
          "%,.0f files/s, median of %d (%,.0f to %,.0f; the first preview of the process %,.0f)"
              .formatted(
                  FILES / median,
                  ROUNDS,
                  FILES / rounds[ROUNDS - 1],
                  FILES / rounds[0],
                  FILES / first),
          FILES / median >= FILES_PER_SECOND);
    }
  }

  private void questions(Path folder, Path tree) throws Exception {
    try (Machine machine = Machine.startLogging(folder.resolve("counted"))) {
      Map<String, Integer> before = machine.requests();
      preview(machine, tree);
      Map<String, Integer> after = machine.requests();
      after.replaceAll((kind, count) -> count - before.getOrDefault(kind, 0));
      after.remove("close");
      int questions = after.values().stream().mapToInt(Integer::intValue).sum();
      int folders = FOLDERS + 5 + 1;
      // A server lists a folder itself and the one above it, too
      int batches = FOLDERS * ((IN_FOLDER + 2 + 99) / 100) + 6;
      int above = tree.getNameCount() + 1;
      bar(
          "at most 3 questions for each folder and one for each 100 entries, and one look at each"
              + " folder above: "
              + (3 * folders + batches + above),
          questions + " " + after,
          questions <= 3 * folders + batches + above);
    }
  }

  private void far(Path folder, Path tree) throws Exception {
    try (Machine machine = Machine.start(folder.resolve("far"));
        FaultProxy proxy =
            FaultProxy.to(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), machine.port()))) {
      Duration oneWay = ROUND_TRIP.dividedBy(2);
      proxy.obey(
          new WireFault.Delay(Direction.TO_SERVER, oneWay),
          new WireFault.Delay(Direction.TO_CLIENT, oneWay));
      try (Machine away = machine.through(proxy.address().getPort())) {
        double seconds = seconds(away, tree);
        bar(
            "the same over a round trip of %d ms: within %d s"
                .formatted(ROUND_TRIP.toMillis(), FAR_ENOUGH.toSeconds()),
            "%.2f s, %.0f round trips".formatted(seconds, seconds * 1000 / ROUND_TRIP.toMillis()),
            seconds < FAR_ENOUGH.toSeconds());
      }
    }
  }

  private static double seconds(Machine machine, Path tree) {
    long started = System.nanoTime();
    preview(machine, tree);
    return (System.nanoTime() - started) / 1e9;
  }

  private static void preview(Machine machine, Path tree) {
    CommandPreview preview = machine.preview("rm", "-r", tree.toString());
    int expected = FILES + FOLDERS + 5 + 1;
    if (!preview.isWhole() || preview.changes().size() != expected) {
      throw new IllegalStateException(
          preview.changes().size() + " changes instead of " + expected + ": " + preview.unknown());
    }
  }

  private void bar(String asked, String measured, boolean met) {
    System.out.printf("| %s | %s | %s |%n", asked, measured, met ? "met" : "**missed**");
    missed |= !met;
  }
}
