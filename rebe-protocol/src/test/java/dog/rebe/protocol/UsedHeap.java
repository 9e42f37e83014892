package dog.rebe.protocol;

import java.lang.management.ManagementFactory;

/** How much heap is in use. */
final class UsedHeap {

  private static final long NEXT_TO_NOTHING = 65_536;

  private UsedHeap() {}

  /** After collections, until another one frees next to nothing. */
  static long bytes() {
    long used = Long.MAX_VALUE;
    long before;
    do {
      before = used;
      System.gc();
      used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    } while (before - used > NEXT_TO_NOTHING);
    return used;
  }
}
