package dog.rebe.execution;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The calls that have been admitted and have not arrived, so that closing can end them.
 * Thread-safe.
 */
final class Running {

  private final Set<Passage<?>> passages = ConcurrentHashMap.newKeySet();
  private final CompletableFuture<Void> drained = new CompletableFuture<>();
  private volatile boolean closed;

  /**
   * A call begins.
   *
   * @return false once closed; the call is then to be refused, and still arrives here
   */
  boolean add(Passage<?> passage) {
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
    for (Passage<?> passage : passages) {
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
    for (Passage<?> passage : passages) {
      passage.stop(StopCause.CLOSED);
    }
    completeIfDrained();
    return drained;
  }

  private void completeIfDrained() {
    if (closed && passages.isEmpty()) {
      drained.complete(null);
    }
  }
}
