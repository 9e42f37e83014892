package dog.rebe.chronicle.tree;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The hashes of a tree of one size, read from its tiles (C2SP tlog-tiles) in a folder: roots and
 * proofs. A writer may add to the folder meanwhile.
 *
 * <p>What the tiles hold is not checked here: a proof from damaged tiles proves nothing, which
 * {@link InclusionProof#proves} and {@link ConsistencyProof#proves} tell. Not thread-safe; blocks
 * on the disk; keeps the last 64 tiles in memory.
 */
public final class TileFolder {

  private static final int KEPT_TILES = 64;

  private final Path folder;
  private final long size;
  private final Map<Path, byte[]> kept = new LinkedHashMap<>();

  private TileFolder(Path folder, long size) {
    this.folder = folder;
    this.size = size;
  }

  /**
   * The tiles below this folder, for a tree of this size.
   *
   * @param folder the one that holds {@code tile}
   * @param size of a checkpoint that was made there; 0 or more
   */
  public static TileFolder of(Path folder, long size) {
    if (size < 0) {
      throw new IllegalArgumentException("A tree cannot have " + size + " entries");
    }
    return new TileFolder(Objects.requireNonNull(folder, "folder"), size);
  }

  /**
   * The root of the tree over the first entries.
   *
   * @param treeSize 0 to the size of the whole
   * @throws UncheckedIOException if a tile is missing or cannot be read; the message names it
   */
  public TreeHash root(long treeSize) {
    return proofs(treeSize).root(treeSize);
  }

  /**
   * The hash of an entry.
   *
   * @param index from 0
   * @throws IllegalArgumentException if there is no such entry
   * @throws UncheckedIOException if a tile is missing or cannot be read; the message names it
   */
  public TreeHash leaf(long index) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException(
          "A tree of " + size + " entries has none at index " + index);
    }
    return node(0, index);
  }

  /**
   * Shows that an entry stands in the whole tree.
   *
   * @param index from 0
   * @throws IllegalArgumentException if there is no such entry
   * @throws UncheckedIOException if a tile is missing or cannot be read; the message names it
   */
  public InclusionProof inclusion(long index) {
    return proofs(size).inclusion(index, size);
  }

  /**
   * Shows that the tree over the first entries is the beginning of the whole tree.
   *
   * @param firstSize 0 to the size of the whole
   * @throws UncheckedIOException if a tile is missing or cannot be read; the message names it
   */
  public ConsistencyProof consistency(long firstSize) {
    return proofs(firstSize).consistency(firstSize, size);
  }

  private Proofs proofs(long needed) {
    if (needed < 0 || needed > size) {
      throw new IllegalArgumentException(
          "A tree of " + size + " entries has no beginning of " + needed);
    }
    return new Proofs(this::node);
  }

  /** A complete subtree, whose hashes the tile of its level holds or yields. */
  TreeHash node(int height, long index) {
    int level = height / TilePath.HEIGHT;
    int within = height % TilePath.HEIGHT;
    long first = index << within;
    byte[] tile = tile(level, first / TilePath.WIDTH);
    return over(tile, (int) (first % TilePath.WIDTH), 1 << within);
  }

  private static TreeHash over(byte[] tile, int from, int count) {
    if (count == 1) {
      int start = from * TreeHash.BYTES;
      return TreeHash.of(Arrays.copyOfRange(tile, start, start + TreeHash.BYTES));
    }
    int half = count / 2;
    return TreeHash.ofChildren(over(tile, from, half), over(tile, from + half, half));
  }

  private byte[] tile(int level, long number) {
    long hashes = size >> (level * TilePath.HEIGHT);
    int width = (int) Math.min(TilePath.WIDTH, hashes - number * TilePath.WIDTH);
    Path full = TilePath.ofHashes(folder, level, number);
    byte[] known = kept.get(full);
    if (known != null) {
      return known;
    }
    byte[] read = read(full, width);
    if (kept.size() == KEPT_TILES) {
      kept.remove(kept.keySet().iterator().next());
    }
    kept.put(full, read);
    return read;
  }

  private static byte[] read(Path full, int width) {
    Path partial = TilePath.partial(full, width);
    try {
      byte[] bytes = width < TilePath.WIDTH ? readIfThere(partial) : null;
      if (bytes == null) {
        bytes = Files.readAllBytes(full);
      }
      if (bytes.length < width * TreeHash.BYTES) {
        throw new IOException(
            "it has " + bytes.length + " bytes, too few for " + width + " hashes");
      }
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(
          new IOException(
              "The tile "
                  + (width < TilePath.WIDTH ? partial : full)
                  + " cannot be read ("
                  + e
                  + "): delete the file named progress and open the chronicle once for writing,"
                  + " which makes every tile anew",
              e));
    }
  }

  private static byte @Nullable [] readIfThere(Path file) throws IOException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return null;
    }
  }
}
