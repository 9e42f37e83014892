package dog.rebe.benchmarks.protocol;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * So many calls at a time, each followed by the next: how many a second, and how long each took.
 */
final class ClosedLoop {

  private final SmallCalls calls;
  private final int atATime;

  ClosedLoop(SmallCalls calls, int atATime) {
    this.calls = calls;
    this.atATime = atATime;
  }

  /**
   * What was measured.
   *
   * @param perSecond calls
   * @param p50Micros median
   * @param p99Micros of a hundred calls ninety-nine were as quick
   */
  record Figures(double perSecond, double p50Micros, double p99Micros) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "%,10.0f/s  p50 %8.1f us  p99 %8.1f us", perSecond, p50Micros, p99Micros);
    }
  }

  Figures run(int count) throws InterruptedException {
    long[] took = new long[count];
    AtomicInteger next = new AtomicInteger();
    CountDownLatch over = new CountDownLatch(count);
    long began = System.nanoTime();
    for (int i = 0; i < atATime; i++) {
      startNext(took, next, over);
    }
    over.await();
    double seconds = (System.nanoTime() - began) / 1e9;
    Arrays.sort(took);
    return new Figures(count / seconds, took[count / 2] / 1e3, took[count * 99 / 100] / 1e3);
  }

  private void startNext(long[] took, AtomicInteger next, CountDownLatch over) {
    int number = next.getAndIncrement();
    if (number >= took.length) {
      return;
    }
    long began = System.nanoTime();
    calls.start(
        () -> {
          took[number] = System.nanoTime() - began;
          over.countDown();
          startNext(took, next, over);
        });
  }
}
