package dog.rebe.ssh.lookup;

import dog.rebe.execution.Scheduler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** A question, and who waits for its answer. Guarded by the lock of its lookups. */
final class Question<K, V> {

  final K key;
  final List<CompletableFuture<V>> askers = new CopyOnWriteArrayList<>();

  /** How long it may be at work before the next may start. */
  final Duration patient;

  Scheduler.Cancellation patience = () -> {};
  boolean hangs;

  Question(K key, Duration patient) {
    this.key = key;
    this.patient = patient;
  }
}
