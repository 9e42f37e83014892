package dog.rebe.chronicle.tree;

import java.nio.file.Path;
import java.util.Locale;

/**
 * Where a tile lies (C2SP tlog-tiles): {@code tile/LEVEL/NUMBER}, or {@code tile/entries/NUMBER}
 * for entries; the number in groups of three digits, all but the last with an {@code x} before
 * them.
 */
final class TilePath {

  /** How many hashes or entries a full tile holds. */
  static final int WIDTH = 256;

  /** The height of the subtree that a tile holds. */
  static final int HEIGHT = 8;

  private TilePath() {}

  static Path ofHashes(Path folder, int level, long number) {
    return numbered(folder.resolve("tile").resolve(Integer.toString(level)), number);
  }

  static Path ofEntries(Path folder, long number) {
    return numbered(folder.resolve("tile").resolve("entries"), number);
  }

  /** The same tile while it holds fewer than 256. */
  static Path partial(Path tile, int width) {
    return tile.resolveSibling(tile.getFileName() + ".p").resolve(Integer.toString(width));
  }

  private static Path numbered(Path folder, long number) {
    String last = String.format(Locale.ROOT, "%03d", number % 1000);
    long rest = number / 1000;
    StringBuilder groups = new StringBuilder();
    while (rest > 0) {
      groups.insert(0, String.format(Locale.ROOT, "x%03d/", rest % 1000));
      rest /= 1000;
    }
    return folder.resolve(groups + last);
  }
}
