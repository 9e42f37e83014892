package dog.rebe.ssh.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The files of one simulated node: those that clients have put there, before those of its
 * definition, before those of its system. They live in memory and end with the node. Thread-safe.
 */
final class NodeFiles {

  private static final String HOME = "/home/robot";
  private static final int PLAIN = 0644;

  private static final Set<String> FOLDERS =
      Set.of(
          "",
          "/bin",
          "/etc",
          "/home",
          HOME,
          "/opt",
          "/root",
          "/srv",
          "/tmp",
          "/usr",
          "/usr/bin",
          "/var",
          "/var/log",
          "/var/tmp");

  private final NodeDefinition definition;
  private final Personality personality;
  private final Map<String, Stored> written = new ConcurrentHashMap<>();

  NodeFiles(NodeDefinition definition, Personality personality) {
    this.definition = definition;
    this.personality = personality;
  }

  /** What a file holds, and its permission bits. */
  @SuppressWarnings("ArrayRecordComponent") // never compared, never changed
  record Stored(byte[] content, int mode) {}

  Optional<Stored> file(String path) {
    String absolute = absolute(path);
    Stored put = written.get(absolute);
    if (put != null) {
      return Optional.of(put);
    }
    String own = definition.script().files().get(absolute);
    return (own != null
            ? Optional.of(own)
            : definition.system().file(absolute).map(personality::fill))
        .map(text -> new Stored(text.getBytes(StandardCharsets.UTF_8), PLAIN));
  }

  void write(String path, Stored file) {
    written.put(absolute(path), file);
  }

  boolean isFolder(String path) {
    String folder = absolute(path).replaceFirst("/+$", "");
    return FOLDERS.contains(folder)
        || definition.script().files().keySet().stream()
            .anyMatch(file -> file.startsWith(folder + "/"));
  }

  /** Whether the folder is there in which the file would be. */
  boolean hasFolderOf(String path) {
    String absolute = absolute(path);
    return isFolder(absolute.substring(0, Math.max(1, absolute.lastIndexOf('/'))));
  }

  private static String absolute(String path) {
    return path.startsWith("/") ? path : HOME + "/" + path.replaceFirst("^(\\./)+", "");
  }
}
