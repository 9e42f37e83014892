package dog.rebe.sandbox.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.change.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One store, and several processes that change it at once. */
final class StoreProcessesTest {

  private static final byte[] MODULE =
      HexFormat.of()
          .parseHex(
              "0061736d01000000010401600000030201000503010001070a01065f73746172740000"
                  + "0a040102000b");

  private static final int PACKAGES = 6;

  @TempDir private Path folder;
  private Path packages;
  private Path store;

  @BeforeEach
  void write() throws IOException, PackageException {
    packages = Files.createDirectories(folder.resolve("packages"));
    store = folder.resolve("store");
    for (int i = 0; i < PACKAGES; i++) {
      Files.write(packages.resolve(String.valueOf(i)), plugin(i).write());
    }
  }

  /** All have the same licence, so that they share a file of the store. */
  private static PluginPackage plugin(int i) throws PackageException {
    String manifest =
        "{\"abi\":\"1.0\",\"name\":\"thing-" + i + "\",\"version\":\"1\",\"verbs\":[\"decode\"]}";
    return PluginPackage.pack(MODULE, manifest.getBytes(StandardCharsets.UTF_8), "MIT");
  }

  private StoreProcess start(int number, int rounds) throws IOException {
    return StoreProcess.start(store, packages, rounds, folder.resolve("output-" + number));
  }

  @Test
  void severalProcessesInstallReadAndCollectAtOnce() throws Exception {
    List<StoreProcess> all = new ArrayList<>();
    try {
      for (int i = 0; i < 3; i++) {
        all.add(start(i, 6));
      }
      for (StoreProcess one : all) {
        assertThat(one.exit()).as(one.said()).isZero();
      }
    } finally {
      all.forEach(StoreProcess::close);
    }
    requireWhole(PluginStore.open(store));
  }

  @Test
  void aProcessThatIsKilledLeavesNothingHalfDone() throws Exception {
    for (int i = 0; i < 3; i++) {
      int done = i;
      try (StoreProcess doomed = start(i, 1_000_000)) {
        Awaitility.await()
            .atMost(Duration.ofMinutes(3))
            .pollInterval(Duration.ofMillis(3 + 2 * done))
            .until(() -> doomed.hasWorked(1 + done));
        doomed.kill();
      }
      // Its lock ended with it; what it did not finish is collected
      PluginStore after = PluginStore.open(store);
      for (Digest digest : after.list()) {
        assertThat(after.read(digest).digest()).isEqualTo(digest);
      }
      for (int p = 0; p < PACKAGES; p++) {
        after.install(plugin(p));
        if (p % 2 == 1) {
          after.unpin(plugin(p).digest());
        }
      }
      after.collect();
      requireWhole(after);
    }
  }

  /** The packages that stay pinned, their contents, and nothing else. */
  private void requireWhole(PluginStore whole) throws Exception {
    Set<String> kept = new TreeSet<>();
    whole.collect();
    for (int i = 0; i < PACKAGES; i += 2) {
      PluginPackage plugin = plugin(i);
      kept.add(plugin.digest().hex());
      assertThat(whole.read(plugin.digest()).write()).isEqualTo(plugin.write());
      assertThat(whole.named("thing-" + i)).contains(plugin.digest());
    }
    assertThat(whole.list().stream().map(Digest::hex)).containsExactlyElementsOf(kept);
    try (var blobs = Files.list(store.resolve("blobs/sha256"));
        var temporary = Files.list(store.resolve("tmp"))) {
      assertThat(blobs).hasSize(PACKAGES + 1);
      assertThat(temporary).isEmpty();
    }
  }
}
