package dog.rebe.chronicle.tree;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A tree that grows, kept as tiles in a folder (C2SP tlog-tiles). A tile is written when it is
 * full; what is not full yet is written by {@link #save}. Of the tree itself only its right edge is
 * in memory.
 *
 * <p>One at a time may write to a folder. Not thread-safe; blocks on the disk.
 */
public final class TiledTree {

  private final Path folder;
  private final TileFiles files;
  private final List<EdgeTile> edge;
  private final EntryBundle bundle;
  private long size;

  private TiledTree(Path folder, List<EdgeTile> edge, EntryBundle bundle, long size) {
    this.folder = folder;
    this.files = new TileFiles(folder);
    this.edge = edge;
    this.bundle = bundle;
    this.size = size;
  }

  /** A tree without entries. Tiles that lie in the folder are replaced where they differ. */
  public static TiledTree empty(Path folder) {
    return new TiledTree(
        Objects.requireNonNull(folder, "folder"), new ArrayList<>(), new EntryBundle(), 0);
  }

  /**
   * The tree over the first entries, from the tiles at its right edge. Whether it is the tree that
   * was meant, its {@link #root} tells.
   *
   * @throws IOException if a tile is missing, or the last entries are not those of the tree
   */
  public static TiledTree restore(Path folder, long size) throws IOException {
    List<EdgeTile> edge = new ArrayList<>();
    for (int level = 0; size >> (level * TilePath.HEIGHT) > 0; level++) {
      long hashes = size >> (level * TilePath.HEIGHT);
      Path full = TilePath.ofHashes(folder, level, hashes / TilePath.WIDTH);
      edge.add(EdgeTile.read(full, (int) (hashes % TilePath.WIDTH)));
    }
    int width = (int) (size % TilePath.WIDTH);
    EntryBundle bundle = EntryBundle.read(TilePath.ofEntries(folder, size / TilePath.WIDTH), width);
    if (width > 0 && !bundle.leaves().equals(edge.get(0).hashes())) {
      throw new IOException("The last entries in " + folder + " are not those of the tree");
    }
    return new TiledTree(folder, edge, bundle, size);
  }

  /**
   * Adds an entry at the end.
   *
   * @param entry at most 65,535 bytes
   * @throws IllegalArgumentException if it is larger
   * @throws IOException if a full tile cannot be written; the tree is then to be dropped
   */
  public void append(byte[] entry) throws IOException {
    bundle.add(entry);
    long number = size / TilePath.WIDTH;
    size++;
    if (bundle.isFull()) {
      files.write(TilePath.ofEntries(folder, number), bundle.take());
    }
    push(0, TreeHash.ofLeaf(entry));
  }

  private void push(int level, TreeHash hash) throws IOException {
    if (edge.size() == level) {
      edge.add(new EdgeTile());
    }
    EdgeTile tile = edge.get(level);
    tile.add(hash);
    if (tile.isFull()) {
      long number = (size >> ((level + 1) * TilePath.HEIGHT)) - 1;
      files.write(TilePath.ofHashes(folder, level, number), tile.bytes());
      TreeHash above = tile.root();
      tile.clear();
      push(level + 1, above);
    }
  }

  /**
   * Writes the tiles that are not full, and forces to the device all that was written since the
   * last time.
   */
  public void save() throws IOException {
    for (int level = 0; level < edge.size(); level++) {
      EdgeTile tile = edge.get(level);
      if (tile.isNew()) {
        long number = size >> ((level + 1) * TilePath.HEIGHT);
        Path full = TilePath.ofHashes(folder, level, number);
        files.write(TilePath.partial(full, tile.width()), tile.bytes());
        tile.isSaved();
      }
    }
    if (bundle.isNew()) {
      Path full = TilePath.ofEntries(folder, size / TilePath.WIDTH);
      files.write(TilePath.partial(full, bundle.width()), bundle.bytes());
      bundle.isSaved();
    }
    files.forceFolders();
  }

  /** How many entries it has. */
  public long size() {
    return size;
  }

  /** The hash over all entries. */
  public TreeHash root() {
    List<TreeHash> peaks = new ArrayList<>();
    for (int level = edge.size() - 1; level >= 0; level--) {
      edge.get(level).addPeaks(peaks);
    }
    if (peaks.isEmpty()) {
      return TreeHash.ofNothing();
    }
    TreeHash root = peaks.get(peaks.size() - 1);
    for (int i = peaks.size() - 2; i >= 0; i--) {
      root = TreeHash.ofChildren(peaks.get(i), root);
    }
    return root;
  }

  /** Joins hashes as a tile holds them. */
  static byte[] joined(List<TreeHash> hashes) {
    ByteBuffer bytes = ByteBuffer.allocate(hashes.size() * TreeHash.BYTES);
    hashes.forEach(hash -> hash.putInto(bytes));
    return bytes.array();
  }
}
