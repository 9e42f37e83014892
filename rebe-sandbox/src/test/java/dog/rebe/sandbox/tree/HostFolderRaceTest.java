package dog.rebe.sandbox.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody swaps a folder and a file for links to the outside while a guest reads. */
final class HostFolderRaceTest {

  private static final int READS = 20_000;

  @Test
  @Tag("fault-53")
  void nothingOutsideIsEverRead(@TempDir Path base) throws Exception {
    Path outside = Files.createDirectories(base.resolve("outside/d"));
    Files.writeString(outside.resolve("file"), "SECRET");
    Path inside = Files.createDirectories(base.resolve("inside"));
    Path real = Files.createDirectories(base.resolve("inside/real"));
    Files.writeString(real.resolve("file"), "plain");
    Path linkOut = Files.createSymbolicLink(base.resolve("link-out"), outside);
    Path linkIn = Files.createSymbolicLink(base.resolve("link-in"), Path.of("real"));
    TreeDirectory tree = HostFolder.open(inside);

    AtomicBoolean stop = new AtomicBoolean();
    CompletableFuture<Void> swapping =
        CompletableFuture.runAsync(() -> swap(inside.resolve("d"), real, linkOut, linkIn, stop));
    int plain = 0;
    int refused = 0;
    try {
      for (int i = 0; i < READS; i++) {
        String content = read(tree);
        assertThat(content).isNotEqualTo("SECRET");
        plain += content.equals("plain") ? 1 : 0;
        refused += content.isEmpty() ? 1 : 0;
      }
    } finally {
      stop.set(true);
      swapping.get(10, TimeUnit.SECONDS);
    }
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

  /** In turn a folder, a link out, and a link within. */
  private static void swap(Path place, Path real, Path out, Path in, AtomicBoolean stop) {
    try {
      while (!stop.get()) {
        Files.createDirectory(place);
        Files.copy(real.resolve("file"), place.resolve("file"));
        Files.delete(place.resolve("file"));
        Files.delete(place);
        for (Path link : new Path[] {out, in, out}) {
          Path copy = place.resolveSibling("next");
          Files.createSymbolicLink(copy, Files.readSymbolicLink(link));
          Files.move(copy, place, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.delete(place);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
