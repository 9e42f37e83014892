package dog.rebe.ssh.testkit.leak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The file descriptors that were not there when it began. Sees nothing where there is no /proc. */
final class DescriptorWatch {

  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
  private static final String JAVA_HOME = System.getProperty("java.home", "/nowhere");

  private final Map<String, Integer> before;

  private DescriptorWatch(Map<String, Integer> before) {
    this.before = before;
  }

  static DescriptorWatch begin() {
    openWhatTheJvmKeeps();
    return new DescriptorWatch(open());
  }

  /** What each of them is. */
  List<String> left() {
    Map<String, Integer> now = open();
    List<String> left = new ArrayList<>();
    now.forEach(
        (target, count) -> {
          int more = count - before.getOrDefault(target, 0);
          if (more > 0) {
            left.add("- file descriptor of " + target + (more > 1 ? ", " + more + " times" : ""));
          }
        });
    return left;
  }

  /** The JVM opens a socket of its own with the first channel and never closes it. */
  private static void openWhatTheJvmKeeps() {
    try (SocketChannel channel = SocketChannel.open();
        Selector selector = Selector.open()) {
      channel.configureBlocking(false);
      selector.selectNow();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** How often each target is open. Sockets have an inode in their name, others may repeat. */
  private static Map<String, Integer> open() {
    Map<String, Integer> open = new HashMap<>();
    if (!Files.isDirectory(DESCRIPTORS)) {
      return open;
    }
    try (DirectoryStream<Path> links = Files.newDirectoryStream(DESCRIPTORS)) {
      for (Path link : links) {
        String target = target(link);
        if (target != null && !isHousehold(target)) {
          open.merge(target, 1, Integer::sum);
        }
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return open;
  }

  private static @Nullable String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException closedMeanwhile) {
      return null;
    }
  }

  /** Classes are loaded late, random numbers and /proc are read by the JVM when it likes. */
  private static boolean isHousehold(String target) {
    return target.startsWith(JAVA_HOME)
        || target.endsWith(".jar")
        || target.endsWith(".class")
        || target.startsWith("/dev/")
        || target.startsWith("/proc/")
        || target.startsWith("/sys/");
  }
}
