package dog.rebe.ssh.testkit.leak;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits until nothing is left. */
final class Patience {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

  private Patience() {}

  /** Looks until the list is empty or the time is up; returns the last one. */
  static List<String> until(Duration patience, Supplier<List<String>> look) {
    long start = System.nanoTime();
    List<String> left = look.get();
    while (!left.isEmpty() && System.nanoTime() - start < patience.toNanos()) {
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
      left = look.get();
    }
    return left;
  }
}
