package dog.rebe.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;

/** What calls took: each by the clock, and all together of the processor and of the heap. */
final class CallSamples {

  private static final double MIB = 1 << 20;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final OperatingSystemMXBean MACHINE =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final long[] nanos;
  private int count;
  private long cpuNanos;
  private long heapBytes;

  CallSamples(int most) {
    this.nanos = new long[most];
  }

  /** Makes a batch of calls. */
  void add(PluginContender contender, byte[] request) {
    long heap = allocated();
    long cpu = MACHINE.getProcessCpuTime();
    for (int i = 0; i < contender.batch(); i++) {
      long begin = System.nanoTime();
      contender.call(request);
      nanos[count++] = System.nanoTime() - begin;
    }
    cpuNanos += MACHINE.getProcessCpuTime() - cpu;
    heapBytes += allocated() - heap;
  }

  /** By all threads that live. */
  private static long allocated() {
    long sum = 0;
    for (long bytes : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
      sum += Math.max(0, bytes);
    }
    return sum;
  }

  /** So many microseconds or less took this part of the calls. */
  double micros(double part) {
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return sorted[(int) (part * (count - 1))] / 1000.0;
  }

  /** Of the whole process, its compiler and collector included. */
  double cpuMicros() {
    return cpuNanos / 1000.0 / count;
  }

  double heapMib() {
    return heapBytes / MIB / count;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%7.0f us %7.0f us %7.0f us %7.0f us %8.2f MiB",
        micros(0.5),
        micros(0.9),
        micros(0.99),
        cpuMicros(),
        heapMib());
  }
}
