package dog.rebe.sandbox.overlay;

import dog.rebe.sandbox.tree.MemoryFile;
import dog.rebe.sandbox.tree.SpaceBudget;
import dog.rebe.sandbox.tree.TreeException;
import dog.rebe.sandbox.tree.TreeFault;

/** Content in memory, within a budget. */
final class MemoryBody implements FileBody {

  private static final int CHUNK_BYTES = 64 * 1024;

  private final SpaceBudget space;
  private final MemoryFile bytes;

  MemoryBody(SpaceBudget space) throws TreeException {
    this.space = space;
    this.bytes = MemoryFile.in(space);
  }

  static MemoryBody copyOf(FileBody other, SpaceBudget space) throws TreeException {
    MemoryBody copy = new MemoryBody(space);
    byte[] chunk = new byte[CHUNK_BYTES];
    long at = 0;
    while (at < other.sizeBytes()) {
      int count = other.read(at, chunk, chunk.length);
      if (count == 0) {
        throw new TreeException(TreeFault.FAILED);
      }
      copy.bytes.write(at, count == chunk.length ? chunk : java.util.Arrays.copyOf(chunk, count));
      at += count;
    }
    return copy;
  }

  byte[] bytes() {
    return bytes.bytes();
  }

  @Override
  public long sizeBytes() {
    return bytes.sizeBytes();
  }

  @Override
  public int read(long position, byte[] into, int length) {
    return bytes.read(position, into, length);
  }

  void write(long position, byte[] added) throws TreeException {
    bytes.write(position, added);
  }

  void resize(long sizeBytes) throws TreeException {
    bytes.resize(sizeBytes);
  }

  @Override
  public FileBody share() throws TreeException {
    return copyOf(this, space);
  }

  @Override
  public void release() {
    bytes.release();
  }
}
