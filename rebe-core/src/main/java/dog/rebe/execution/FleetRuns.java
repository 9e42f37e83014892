package dog.rebe.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** The runs that have begun and are not over, so that closing can end them. Thread-safe. */
final class FleetRuns {

  private final Set<FleetEngine<?>> runs = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  void add(FleetEngine<?> run) {
    runs.add(run);
    if (closed) {
      run.close();
    }
  }

  void remove(FleetEngine<?> run) {
    runs.remove(run);
  }

  /**
   * Cancels every run.
   *
   * @return completes when all are over, whatever became of them
   */
  CompletableFuture<Void> close() {
    closed = true;
    List<CompletableFuture<?>> ends = new ArrayList<>();
    for (FleetEngine<?> run : runs) {
      run.close();
      ends.add(run.end().handle((summary, failure) -> failure));
    }
    return CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new));
  }
}
