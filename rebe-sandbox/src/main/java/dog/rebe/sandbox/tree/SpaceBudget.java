package dog.rebe.sandbox.tree;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How many bytes and entries may still be made in a tree in memory. Not thread-safe. */
public final class SpaceBudget {

  private final @Nullable Supplier<RuntimeException> whenUsedUp;
  private long bytes;
  private int entries;
  private long ids;

  private SpaceBudget(long bytes, int entries, @Nullable Supplier<RuntimeException> whenUsedUp) {
    this.bytes = bytes;
    this.entries = entries;
    this.whenUsedUp = whenUsedUp;
  }

  /** This much; the guest is told when there is no more. */
  public SpaceBudget(long bytes, int entries) {
    this(bytes, entries, null);
  }

  /** This much; the guest is not told when there is no more, but ended. */
  public static SpaceBudget ending(long bytes, int entries, Supplier<RuntimeException> end) {
    return new SpaceBudget(bytes, entries, end);
  }

  private TreeException usedUp() {
    if (whenUsedUp != null) {
      throw whenUsedUp.get();
    }
    return new TreeException(TreeFault.NO_SPACE);
  }

  void takeBytes(long count) throws TreeException {
    if (count > bytes) {
      throw usedUp();
    }
    bytes -= count;
  }

  void giveBytes(long count) {
    bytes += count;
  }

  /** The id of a new entry. */
  long takeEntry() throws TreeException {
    if (entries == 0) {
      throw usedUp();
    }
    entries--;
    return ++ids;
  }

  void giveEntry() {
    entries++;
  }
}
