package dog.rebe.execution;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The calls that have been admitted and have not arrived, so that closing can end them.
 * Thread-safe.
 */
final class Running {

  private final Set<Passage<?>> passages = ConcurrentHashMap.newKeySet();
  private final CompletableFuture<Void> drained = new CompletableFuture<>();
  private final AtomicLong numbers = new AtomicLong();
  private volatile boolean closed;

  /**
   * A call begins.
   *
   * @return false once closed; the call is then to be refused, and still arrives here
   */
  boolean add(Passage<?> passage) {
    passage.isNumbered(numbers.incrementAndGet());
    passages.add(passage);
    return !closed;
  }

  void remove(Passage<?> passage) {
    passages.remove(passage);
    completeIfDrained();
  }

  boolean isClosed() {
    return closed;
  }

  int size() {
    return passages.size();
  }

  /** Ends the calls that this recipient waits for. */
  void stopFor(Recipient<?> recipient, StopCause cause) {
    for (Passage<?> passage : inOrder()) {
      if (passage.recipient() == recipient) {
        passage.stop(cause);
      }
    }
  }

  /**
   * Refuses new calls and ends those that run.
   *
   * @return completes when the last has its outcome
   */
  CompletableFuture<Void> close() {
    closed = true;
    for (Passage<?> passage : inOrder()) {
      passage.stop(StopCause.CLOSED);
    }
    completeIfDrained();
    return drained;
  }

  /** As they began, so that a run under virtual time can be repeated. */
  private List<Passage<?>> inOrder() {
    List<Passage<?>> all = new ArrayList<>(passages);
    all.sort(Comparator.comparingLong(Passage::number));
    return all;
  }

  private void completeIfDrained() {
    if (closed && passages.isEmpty()) {
      drained.complete(null);
    }
  }
}
