package dog.rebe.ssh.testkit;

import dog.rebe.files.FileAttributes;
import dog.rebe.files.FileType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The files of one simulated node: those that clients have put there, before those of its
 * definition, before those of its system. They live in memory and end with the node. Thread-safe.
 */
final class NodeFiles {

  static final long USER = 1000;
  static final String HOME = "/home/robot";

  private static final int PLAIN = 0644;
  private static final int FOLDER = 0755;
  private static final int OPEN_FOLDER = 01777;
  private static final Instant MADE = Instant.parse("2026-01-05T08:00:00Z");

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

  /** What belongs to the login, with all that is below it. */
  private static final Set<String> OWN = Set.of(HOME, "/srv", "/etc/app", "/var/log/app");

  private final NodeDefinition definition;
  private final Personality personality;
  private final InstantSource clock;
  private volatile Set<String> ofSystem = Set.of();
  private final Map<String, Optional<Stored>> written = new ConcurrentHashMap<>();

  NodeFiles(NodeDefinition definition, Personality personality, InstantSource clock) {
    this.definition = definition;
    this.personality = personality;
    this.clock = clock;
  }

  /** What a file holds, its permission bits, and when it was written. */
  @SuppressWarnings("ArrayRecordComponent") // never compared, never changed
  record Stored(byte[] content, int mode, Instant modified) {}

  Optional<Stored> file(String path) {
    String absolute = absolute(path);
    Optional<Stored> put = written.get(absolute);
    if (put != null) {
      return put;
    }
    String own = definition.script().files().get(absolute);
    return (own != null
            ? Optional.of(own)
            : definition.system().file(absolute).map(personality::fill))
        .map(text -> new Stored(text.getBytes(StandardCharsets.UTF_8), PLAIN, MADE));
  }

  void write(String path, byte[] content, int mode) {
    written.put(absolute(path), Optional.of(new Stored(content, mode, clock.instant())));
  }

  /** Nothing happens if there is no such file. */
  void delete(String path) {
    written.put(absolute(path), Optional.empty());
  }

  boolean isFolder(String path) {
    String folder = absolute(path).replaceFirst("/+$", "");
    return FOLDERS.contains(folder)
        || paths().stream().anyMatch(file -> file.startsWith(folder + "/"));
  }

  /** Whether the folder is there in which the file would be. */
  boolean hasFolderOf(String path) {
    String absolute = absolute(path);
    return isFolder(absolute.substring(0, Math.max(1, absolute.lastIndexOf('/'))));
  }

  /** What a file system would say of a path; empty if there is nothing. */
  Optional<FileAttributes> attributes(String path) {
    String plain = absolute(path).replaceFirst("/+$", "");
    Optional<Stored> file = plain.isEmpty() ? Optional.empty() : file(plain);
    if (file.isPresent()) {
      Stored stored = file.get();
      return Optional.of(
          attributes(
              FileType.REGULAR, stored.content().length, stored.mode(), plain, stored.modified()));
    }
    boolean open = plain.equals("/tmp") || plain.equals("/var/tmp");
    return isFolder(plain)
        ? Optional.of(
            attributes(FileType.DIRECTORY, 4096, open ? OPEN_FOLDER : FOLDER, plain, MADE))
        : Optional.empty();
  }

  private static FileAttributes attributes(
      FileType type, long size, int mode, String path, Instant modified) {
    long owner = OWN.stream().anyMatch(own -> (path + "/").startsWith(own + "/")) ? USER : 0;
    return new FileAttributes(type, size, mode, owner, owner, modified);
  }

  /** The entries of a folder by name. */
  Map<String, FileAttributes> entries(String path) {
    String prefix = absolute(path).replaceFirst("/+$", "") + "/";
    Set<String> names = new TreeSet<>();
    Set<String> all = new TreeSet<>(paths());
    all.addAll(FOLDERS);
    for (String one : all) {
      if (one.startsWith(prefix) && one.length() > prefix.length()) {
        int end = one.indexOf('/', prefix.length());
        names.add(one.substring(prefix.length(), end < 0 ? one.length() : end));
      }
    }
    Map<String, FileAttributes> entries = new TreeMap<>();
    names.forEach(name -> attributes(prefix + name).ifPresent(found -> entries.put(name, found)));
    return entries;
  }

  private Set<String> ofSystem() {
    Set<String> known = ofSystem;
    if (known.isEmpty()) {
      known = definition.system().files();
      ofSystem = known;
    }
    return known;
  }

  private Set<String> paths() {
    Set<String> all = new TreeSet<>(ofSystem());
    all.addAll(definition.script().files().keySet());
    written.forEach(
        (path, file) -> {
          if (file.isPresent()) {
            all.add(path);
          } else {
            all.remove(path);
          }
        });
    return all;
  }

  private static String absolute(String path) {
    return path.startsWith("/") ? path : HOME + "/" + path.replaceFirst("^(\\./)+", "");
  }
}
