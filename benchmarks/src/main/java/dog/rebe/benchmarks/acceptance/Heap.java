package dog.rebe.benchmarks.acceptance;

import java.lang.management.ManagementFactory;

/** How much of the heap is in use by what lives on. */
final class Heap {

  private static final int COLLECTIONS = 5;

  private Heap() {}

  /** After several full collections, the least that was seen. */
  static long liveBytes() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
      least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return least;
  }
}
