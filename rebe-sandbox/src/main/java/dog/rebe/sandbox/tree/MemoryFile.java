package dog.rebe.sandbox.tree;

import dog.rebe.files.FileType;
import java.util.Arrays;

/** A file in memory. */
public final class MemoryFile implements TreeFile, Content {

  private final SpaceBudget budget;
  private final long id;
  private byte[] bytes = {};
  private int size;

  MemoryFile(SpaceBudget budget, long id) {
    this.budget = budget;
    this.id = id;
  }

  /** An empty file in no directory, which takes its place from this budget. */
  public static MemoryFile in(SpaceBudget budget) throws TreeException {
    return new MemoryFile(budget, budget.takeEntry());
  }

  /** Gives back its place. It must not be used any more. */
  public void release() {
    forget();
  }

  /** The whole content, copied. */
  public byte[] bytes() {
    return Arrays.copyOf(bytes, size);
  }

  @Override
  public NodeAttributes attributes() {
    return new NodeAttributes(FileType.REGULAR, size, 0, id);
  }

  @Override
  public Content open(boolean writable) {
    return writable ? this : new ReadOnlyContent(this);
  }

  @Override
  public long sizeBytes() {
    return size;
  }

  @Override
  public int read(long position, byte[] into, int length) {
    if (position >= size) {
      return 0;
    }
    int count = (int) Math.min(length, size - position);
    System.arraycopy(bytes, (int) position, into, 0, count);
    return count;
  }

  @Override
  public void write(long position, byte[] added) throws TreeException {
    if (added.length == 0) {
      return;
    }
    if (position > Integer.MAX_VALUE - 16L - added.length) {
      throw new TreeException(TreeFault.NO_SPACE);
    }
    int end = (int) position + added.length;
    if (end > size) {
      resize(end);
    }
    System.arraycopy(added, 0, bytes, (int) position, added.length);
  }

  @Override
  public void resize(long newSize) throws TreeException {
    if (newSize > size) {
      budget.takeBytes(newSize - size);
      reserve((int) newSize);
    } else {
      budget.giveBytes(size - newSize);
      Arrays.fill(bytes, (int) newSize, size, (byte) 0);
    }
    size = (int) newSize;
  }

  /** The budget is at most two gigabytes, and so is the length. */
  private void reserve(int needed) {
    if (needed > bytes.length) {
      long roomier = Math.max(needed, bytes.length + (bytes.length >> 1));
      bytes = Arrays.copyOf(bytes, (int) Math.min(roomier, Integer.MAX_VALUE - 16));
    }
  }

  void forget() {
    budget.giveBytes(size);
    budget.giveEntry();
  }
}
