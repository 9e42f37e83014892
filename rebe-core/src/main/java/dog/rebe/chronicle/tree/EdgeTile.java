package dog.rebe.chronicle.tree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The last tile of a level, which is being filled. */
final class EdgeTile {

  private final List<TreeHash> hashes = new ArrayList<>(TilePath.WIDTH);
  private int savedWidth;

  /** Reads the first hashes of a tile, be it partial or full by now. */
  static EdgeTile read(Path full, int width) throws IOException {
    EdgeTile tile = new EdgeTile();
    if (width == 0) {
      return tile;
    }
    Path partial = TilePath.partial(full, width);
    byte[] bytes = Files.readAllBytes(Files.exists(partial) ? partial : full);
    if (bytes.length < width * TreeHash.BYTES) {
      throw new IOException("The tile " + full + " is too short");
    }
    for (int i = 0; i < width; i++) {
      int from = i * TreeHash.BYTES;
      tile.hashes.add(TreeHash.of(Arrays.copyOfRange(bytes, from, from + TreeHash.BYTES)));
    }
    tile.isSaved();
    return tile;
  }

  void add(TreeHash hash) {
    hashes.add(hash);
  }

  boolean isFull() {
    return hashes.size() == TilePath.WIDTH;
  }

  int width() {
    return hashes.size();
  }

  List<TreeHash> hashes() {
    return List.copyOf(hashes);
  }

  byte[] bytes() {
    return TiledTree.joined(hashes);
  }

  /** Whether it holds something that {@link #isSaved} was not said of. */
  boolean isNew() {
    return !hashes.isEmpty() && hashes.size() != savedWidth;
  }

  void isSaved() {
    savedWidth = hashes.size();
  }

  void clear() {
    hashes.clear();
    savedWidth = 0;
  }

  /** The hash over a full tile. */
  TreeHash root() {
    return over(0, TilePath.WIDTH);
  }

  /** Adds the roots of the complete subtrees that it is made of, the largest first. */
  void addPeaks(List<TreeHash> peaks) {
    int from = 0;
    for (int count = TilePath.WIDTH / 2; count > 0; count /= 2) {
      if ((hashes.size() & count) != 0) {
        peaks.add(over(from, count));
        from += count;
      }
    }
  }

  private TreeHash over(int from, int count) {
    if (count == 1) {
      return hashes.get(from);
    }
    int half = count / 2;
    return TreeHash.ofChildren(over(from, half), over(from + half, half));
  }
}
