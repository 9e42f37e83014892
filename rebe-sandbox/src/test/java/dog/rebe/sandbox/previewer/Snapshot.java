package dog.rebe.sandbox.previewer;

import dog.rebe.files.FilePath;
import dog.rebe.files.FileType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Everything about the files of a folder that a preview speaks of. */
final class Snapshot {

  /** One of them; of folders neither size nor content. */
  record Entry(
      FileType type, int mode, long userId, long groupId, long size, String content, Instant time) {

    @Override
    public String toString() {
      return "%s %04o %s:%s %s %.6s".formatted(type, mode, userId, groupId, size, content);
    }

    /** Without what every write changes. */
    Entry withoutTime() {
      return new Entry(type, mode, userId, groupId, size, content, Instant.EPOCH);
    }
  }

  private Snapshot() {}

  /** What is in one and not in the other, a line for each, times left out. */
  static String differences(Map<FilePath, Entry> expected, Map<FilePath, Entry> real) {
    StringBuilder lines = new StringBuilder();
    expected.forEach(
        (path, entry) -> {
          if (!real.containsKey(path)
              || !real.get(path).withoutTime().equals(entry.withoutTime())) {
            lines.append("foretold ").append(path).append(' ').append(entry).append('\n');
          }
        });
    real.forEach(
        (path, entry) -> {
          if (!expected.containsKey(path)
              || !expected.get(path).withoutTime().equals(entry.withoutTime())) {
            lines.append("real     ").append(path).append(' ').append(entry).append('\n');
          }
        });
    return lines.toString();
  }

  static Map<FilePath, Entry> of(Path root) {
    Map<FilePath, Entry> entries = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(root)) {
      for (Path path : (Iterable<Path>) walk::iterator) {
        entries.put(FilePath.of(path.toString()), entry(path));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return entries;
  }

  private static Entry entry(Path path) throws IOException {
    Map<String, Object> unix = Files.readAttributes(path, "unix:*", LinkOption.NOFOLLOW_LINKS);
    int mode = (Integer) unix.get("mode");
    FileType type =
        switch (mode & 0170000) {
          case 0100000 -> FileType.REGULAR;
          case 0040000 -> FileType.DIRECTORY;
          case 0120000 -> FileType.SYMBOLIC_LINK;
          default -> FileType.OTHER;
        };
    byte[] content =
        switch (type) {
          case REGULAR -> Files.readAllBytes(path);
          case SYMBOLIC_LINK ->
              Files.readSymbolicLink(path).toString().getBytes(StandardCharsets.UTF_8);
          default -> new byte[0];
        };
    return new Entry(
        type,
        mode & 07777,
        (Integer) unix.get("uid"),
        (Integer) unix.get("gid"),
        content.length,
        sha256(content),
        ((FileTime) unix.get("lastModifiedTime")).toInstant());
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
