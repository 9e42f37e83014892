package dog.rebe.sandbox.previewer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A small tree with everything that commands stumble over, made from a seed. */
final class RandomTree {

  private static final List<String> NAMES =
      List.of("a", "b", "c", "d", "sp ace", ".hidden", "-x", "ümlaut");
  private static final int[] FILE_MODES = {0644, 0600, 0755, 0444, 0, 0666, 04755, 02755, 0640};
  private static final int[] FOLDER_MODES = {0755, 0755, 0755, 0700, 0555, 0, 01777, 02775, 0311};

  private final Path root;
  private final Random random;
  private final int owner;
  private final List<String> paths = new ArrayList<>();
  private final List<Path> folders = new ArrayList<>();

  private RandomTree(Path root, Random random, int owner) {
    this.root = root;
    this.random = random;
    this.owner = owner;
  }

  /** Makes one in an empty folder, and says which paths there are, relative to it. */
  static List<String> make(Path root, Random random, int owner) {
    RandomTree tree = new RandomTree(root, random, owner);
    try {
      tree.fill(root, "", 0);
      // Only now, or nobody could fill the folders
      for (int i = tree.folders.size() - 1; i >= 0; i--) {
        tree.finish(tree.folders.get(i), FOLDER_MODES);
      }
      tree.own(root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return tree.paths;
  }

  private void fill(Path folder, String prefix, int depth) throws IOException {
    int count = random.nextInt(depth == 0 ? 3 : 0, depth == 0 ? 7 : 4);
    for (int i = 0; i < count; i++) {
      String name = NAMES.get(random.nextInt(NAMES.size()));
      Path path = folder.resolve(name);
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        continue;
      }
      paths.add(prefix + name);
      int kind = random.nextInt(10);
      if (kind < 4 && depth < 3) {
        Files.createDirectory(path);
        folders.add(path);
        fill(path, prefix + name + "/", depth + 1);
      } else if (kind < 8) {
        Files.write(path, content());
        finish(path, FILE_MODES);
      } else {
        Files.createSymbolicLink(path, Path.of(target()));
        own(path);
      }
    }
  }

  private byte[] content() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append("line ").append(random.nextInt(4)).append(" foo bar\n");
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private String target() {
    return switch (random.nextInt(5)) {
      case 0 -> "missing";
      case 1 -> "..";
      case 2 -> root + "/" + anyPath();
      case 3 -> NAMES.get(random.nextInt(NAMES.size()));
      default -> "../" + NAMES.get(random.nextInt(NAMES.size()));
    };
  }

  private String anyPath() {
    return paths.isEmpty() ? "a" : paths.get(random.nextInt(paths.size()));
  }

  private void finish(Path path, int[] modes) throws IOException {
    own(path);
    int mode = modes[random.nextInt(random.nextInt(3) == 0 ? modes.length : 3)];
    Files.setAttribute(path, "unix:mode", mode);
    Instant time = Instant.ofEpochSecond(1_500_000_000L + random.nextInt(1000));
    Files.setLastModifiedTime(path, FileTime.from(time));
  }

  private void own(Path path) throws IOException {
    if (owner != 0) {
      Files.setAttribute(path, "unix:uid", owner, LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(path, "unix:gid", owner, LinkOption.NOFOLLOW_LINKS);
    }
  }
}
