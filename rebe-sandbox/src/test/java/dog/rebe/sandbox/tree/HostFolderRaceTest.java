package dog.rebe.sandbox.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody swaps a folder and a file for links to the outside while a guest reads. */
final class HostFolderRaceTest {

  private static final int READS = 20_000;
  private static final int ROUNDS = 1_000;

  /** Only how long a crawling machine may take: as a rule it is over within seconds. */
  private static final Duration LONGEST = Duration.ofMinutes(3);

  private final AtomicBoolean stop = new AtomicBoolean();
  private final AtomicLong reads = new AtomicLong();
  private final AtomicLong rounds = new AtomicLong();

  @Test
  @Tag("fault-53")
  void nothingOutsideIsEverRead(@TempDir Path base) throws Exception {
    Path outside = Files.createDirectories(base.resolve("outside/d"));
    Files.writeString(outside.resolve("file"), "SECRET");
    Path inside = Files.createDirectories(base.resolve("inside"));
    Path real = Files.createDirectories(base.resolve("inside/real"));
    Files.writeString(real.resolve("file"), "plain");
    TreeDirectory tree = HostFolder.open(inside);

    FutureTask<Void> swapping =
        new FutureTask<>(() -> swap(inside.resolve("d"), outside, Path.of("real")), null);
    Thread swapper = new Thread(swapping, "swapper");
    swapper.start();
    long plain = 0;
    long refused = 0;
    long began = System.nanoTime();
    try {
      while (!swapping.isDone() && (reads.get() < READS || rounds.get() < ROUNDS)) {
        String content = read(tree);
        assertThat(content).isNotEqualTo("SECRET");
        plain += content.equals("plain") ? 1 : 0;
        refused += content.isEmpty() ? 1 : 0;
        reads.incrementAndGet();
        assertThat(System.nanoTime() - began)
            .as("%s reads in %s rounds of swapping", reads, rounds)
            .isLessThan(LONGEST.toNanos());
      }
    } finally {
      stop.set(true);
      swapper.join();
    }
    swapping.get(0, TimeUnit.SECONDS);
    assertThat(plain).as("the race was one").isPositive();
    assertThat(refused).as("the race was one").isPositive();
  }

  private static String read(TreeDirectory tree) {
    try {
      Spot spot = PathWalk.resolve(tree, "/g", "d/file".getBytes(StandardCharsets.UTF_8), true);
      if (!(spot.existing() instanceof TreeFile file)) {
        return "";
      }
      Content content = file.open(false);
      byte[] bytes = new byte[10];
      int count = content.read(0, bytes, bytes.length);
      content.close();
      return new String(bytes, 0, count, StandardCharsets.UTF_8);
    } catch (TreeException e) {
      return "";
    }
  }

  /** In turn a folder, a link out, a link within, and a link out. */
  private void swap(Path place, Path out, Path in) {
    try {
      while (!stop.get()) {
        Files.createDirectory(place);
        Files.writeString(place.resolve("file"), "plain");
        rest();
        Files.delete(place.resolve("file"));
        Files.delete(place);
        for (Path target : new Path[] {out, in, out}) {
          Path next = place.resolveSibling("next");
          Files.createSymbolicLink(next, target);
          Files.move(next, place, StandardCopyOption.ATOMIC_MOVE);
          rest();
        }
        Files.delete(place);
        rounds.incrementAndGet();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * In every tenth round each state stays until a read has begun and ended in it, so that both
   * sides meet however this machine schedules them. All other rounds are as fast as they can be.
   */
  private void rest() {
    long since = reads.get();
    while (rounds.get() % 10 == 0 && reads.get() < since + 2 && !stop.get()) {
      LockSupport.parkNanos(1_000);
    }
  }
}
