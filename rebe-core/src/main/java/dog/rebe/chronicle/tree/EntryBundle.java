package dog.rebe.chronicle.tree;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Up to 256 entries, each after its length in two bytes, the higher first. */
final class EntryBundle {

  private static final int MAX_ENTRY_BYTES = 0xFFFF;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private int width;
  private int savedWidth;

  /** Reads the first entries of a bundle, be it partial or full by now. */
  static EntryBundle read(Path full, int width) throws IOException {
    EntryBundle bundle = new EntryBundle();
    if (width == 0) {
      return bundle;
    }
    Path partial = TilePath.partial(full, width);
    ByteBuffer read = ByteBuffer.wrap(Files.readAllBytes(Files.exists(partial) ? partial : full));
    while (bundle.width < width) {
      if (read.remaining() < 2) {
        throw new IOException("The entries in " + full + " are too few");
      }
      byte[] entry = new byte[Short.toUnsignedInt(read.getShort())];
      if (read.remaining() < entry.length) {
        throw new IOException("The entries in " + full + " are cut off");
      }
      read.get(entry);
      bundle.add(entry);
    }
    bundle.isSaved();
    return bundle;
  }

  void add(byte[] entry) {
    if (entry.length > MAX_ENTRY_BYTES) {
      throw new IllegalArgumentException(
          "An entry of the tree has at most " + MAX_ENTRY_BYTES + " bytes, not " + entry.length);
    }
    bytes.write(entry.length >> 8);
    bytes.write(entry.length);
    bytes.writeBytes(entry);
    width++;
  }

  boolean isFull() {
    return width == TilePath.WIDTH;
  }

  int width() {
    return width;
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }

  /** What it holds; it is empty then. */
  byte[] take() {
    byte[] all = bytes.toByteArray();
    bytes.reset();
    width = 0;
    savedWidth = 0;
    return all;
  }

  /** Whether it holds something that {@link #isSaved} was not said of. */
  boolean isNew() {
    return width > 0 && width != savedWidth;
  }

  void isSaved() {
    savedWidth = width;
  }

  /** The hashes of its entries. */
  List<TreeHash> leaves() {
    List<TreeHash> leaves = new ArrayList<>(width);
    ByteBuffer all = ByteBuffer.wrap(bytes.toByteArray());
    while (all.hasRemaining()) {
      byte[] entry = new byte[Short.toUnsignedInt(all.getShort())];
      all.get(entry);
      leaves.add(TreeHash.ofLeaf(entry));
    }
    return leaves;
  }
}
