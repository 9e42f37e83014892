package dog.rebe.benchmarks.robots;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The folders of the nodes: what there is to tidy up, and what the nodes themselves say of what ran
 * there. Each node counts in its own file, by the shell that runs the step.
 */
final class TidyNodes {

  /** As every node sees it: its shell has its folder open as number 200. */
  static final String LOGS = "/proc/self/fd/200/logs";

  static final String ASIDE = "/proc/self/fd/200/aside";

  private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");
  private static final int OLD_FILES = 3;

  private final Path folder;
  private final List<String> addresses;

  TidyNodes(Path fleet, int count) throws IOException {
    folder = fleet.resolve("nodes");
    addresses = Files.readAllLines(fleet.resolve("addresses")).subList(0, count);
  }

  /** Each node has old files, one that is young, and has run nothing. */
  void reset() throws IOException {
    for (String address : addresses) {
      Path node = folder.resolve(address);
      delete(node.resolve("aside"));
      Files.deleteIfExists(node.resolve("ran"));
      Path logs = Files.createDirectories(node.resolve("logs"));
      for (int i = 0; i < OLD_FILES; i++) {
        Path old = Files.writeString(logs.resolve("old-" + i + ".gz"), "old");
        Files.setLastModifiedTime(old, FileTime.from(LONG_AGO));
      }
      Files.writeString(logs.resolve("young.gz"), "young");
    }
  }

  private static void delete(Path place) throws IOException {
    if (!Files.exists(place)) {
      return;
    }
    List<Path> all = new ArrayList<>();
    try (Stream<Path> files = Files.walk(place)) {
      files.forEach(file -> all.add(0, file));
    }
    for (Path file : all) {
      Files.delete(file);
    }
  }

  /** How many nodes ran a step how often: {@code {1=200}} when all did once. */
  Map<Integer, Integer> ran(String what) throws IOException {
    Map<Integer, Integer> nodes = new TreeMap<>();
    for (String address : addresses) {
      Path ran = folder.resolve(address).resolve("ran");
      int times =
          Files.exists(ran)
              ? (int) Files.readAllLines(ran).stream().filter(line -> line.equals(what)).count()
              : 0;
      nodes.merge(times, 1, Integer::sum);
    }
    return nodes;
  }

  /** How many nodes have their old files aside, and nothing else moved. */
  int tidy() throws IOException {
    int tidy = 0;
    for (String address : addresses) {
      Path node = folder.resolve(address);
      if (files(node.resolve("logs")) == 1 && files(node.resolve("aside")) == OLD_FILES) {
        tidy++;
      }
    }
    return tidy;
  }

  private static long files(Path place) throws IOException {
    if (!Files.exists(place)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(place)) {
      return files.filter(Files::isRegularFile).count();
    }
  }
}
