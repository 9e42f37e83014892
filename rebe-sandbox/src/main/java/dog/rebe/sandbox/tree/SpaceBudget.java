package dog.rebe.sandbox.tree;

/** How many bytes and entries may still be made in a tree in memory. Not thread-safe. */
public final class SpaceBudget {

  private long bytes;
  private int entries;
  private long ids;

  /** This much. */
  public SpaceBudget(long bytes, int entries) {
    this.bytes = bytes;
    this.entries = entries;
  }

  void takeBytes(long count) throws TreeException {
    if (count > bytes) {
      throw new TreeException(TreeFault.NO_SPACE);
    }
    bytes -= count;
  }

  void giveBytes(long count) {
    bytes += count;
  }

  /** The id of a new entry. */
  long takeEntry() throws TreeException {
    if (entries == 0) {
      throw new TreeException(TreeFault.NO_SPACE);
    }
    entries--;
    return ++ids;
  }

  void giveEntry() {
    entries++;
  }
}
