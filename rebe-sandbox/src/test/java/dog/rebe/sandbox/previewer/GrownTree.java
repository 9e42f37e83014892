package dog.rebe.sandbox.previewer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;

/** A tree with as many files as asked for, like those of a machine that has run for years. */
final class GrownTree {

  private static final String[] MODES = {"rw-r--r--", "rw-------", "rwxr-xr-x", "rw-rw-r--"};
  private static final int IN_FOLDER = 50;
  private static final int FOLDERS = 4;

  private final Path root;

  private GrownTree(Path root) {
    this.root = root;
  }

  /**
   * Makes parts of four folders with fifty files each: every tenth a link, every seventh with a
   * space in its name, one in a folder longer than a chunk of a read.
   */
  static void make(Path root, int files) throws IOException {
    GrownTree tree = new GrownTree(root);
    for (int i = 0; i < files; i++) {
      tree.grow(i);
    }
  }

  private void grow(int number) throws IOException {
    int folder = number / IN_FOLDER;
    Path in = root.resolve("part" + folder / FOLDERS).resolve("dir" + folder % FOLDERS);
    Files.createDirectories(in);
    Path file = in.resolve((number % 7 == 0 ? "a file " : "file") + number + ".conf");
    if (number % 10 == 9) {
      String target = number % 20 == 9 ? "missing" : "../../part0/dir0/file1.conf";
      Files.createSymbolicLink(file.resolveSibling("link" + number), Path.of(target));
      return;
    }
    String line = "alpha " + number + "\nbeta " + number % 3 + "\n";
    Files.writeString(file, line.repeat(number % IN_FOLDER == 8 ? 5_000 : 1 + number % 4));
    Files.setPosixFilePermissions(
        file, PosixFilePermissions.fromString(MODES[number % MODES.length]));
    Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_600_000_000L + number)));
  }
}
