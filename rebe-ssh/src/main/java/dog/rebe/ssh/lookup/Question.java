package dog.rebe.ssh.lookup;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** A question, and who waits for its answer. Guarded by the lock of its lookups. */
final class Question<K, V> {

  final K key;
  final List<CompletableFuture<V>> askers = new CopyOnWriteArrayList<>();
  boolean started;
  boolean hangs;

  Question(K key) {
    this.key = key;
  }
}
