package dog.rebe.benchmarks.soak;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What this process holds while it has nothing to do.
 *
 * @param threads platform threads
 * @param descriptors open file descriptors
 * @param heapBytes of the heap, after full collections
 */
record Vitals(long threads, long descriptors, long heapBytes) {

  private static final int COLLECTIONS = 4;
  private static final int MORE_THREADS = 2;
  private static final int MORE_DESCRIPTORS = 4;
  private static final double MORE_HEAP = 1.10;
  private static final long MORE_HEAP_BYTES = 1 << 20;

  static Vitals measure() throws InterruptedException {
    long heap = Long.MAX_VALUE;
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
      // Cleaners and reference queues have threads of their own.
      Thread.sleep(Duration.ofMillis(100).toMillis());
      heap = Math.min(heap, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    UnixOperatingSystemMXBean system =
        (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new Vitals(
        ManagementFactory.getThreadMXBean().getThreadCount(),
        system.getOpenFileDescriptorCount(),
        heap);
  }

  /** The least of each figure: what a leak lifts, and a passing crowd does not. */
  static Vitals least(List<Vitals> all) {
    return new Vitals(
        least(all, Vitals::threads),
        least(all, Vitals::descriptors),
        least(all, Vitals::heapBytes));
  }

  private static long least(List<Vitals> all, ToLongFunction<Vitals> figure) {
    return all.stream().mapToLong(figure).min().orElseThrow();
  }

  boolean hasThreadsOf(Vitals earlier) {
    return threads <= earlier.threads + MORE_THREADS;
  }

  boolean hasDescriptorsOf(Vitals earlier) {
    return descriptors <= earlier.descriptors + MORE_DESCRIPTORS;
  }

  boolean hasHeapOf(Vitals earlier) {
    return heapBytes <= MORE_HEAP * earlier.heapBytes + MORE_HEAP_BYTES;
  }
}
