package dog.rebe.ssh.pool;

import dog.rebe.execution.Scheduler;
import dog.rebe.ssh.fault.Fault;
import org.jspecify.annotations.Nullable;

/** Somebody who waits for a lease. Guarded by the pool's lock. */
final class Waiter<K, L> {

  final K key;
  final Use use;
  final LeaseListener<L> listener;
  final long byNanos;
  Scheduler.@Nullable Cancellation timer;

  Waiter(K key, Use use, LeaseListener<L> listener, long byNanos) {
    this.key = key;
    this.use = use;
    this.listener = listener;
    this.byNanos = byNanos;
  }

  void disarm() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }

  /** Waits no more, and is told so. */
  void fail(Fault fault, Actions actions) {
    disarm();
    actions.add(() -> listener.failed(fault));
  }
}
