package dog.rebe.ssh.pool;

import dog.rebe.execution.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sessions that nobody uses, the longest unused first. They are due to be closed after a while,
 * or before that when another needs their place. Guarded by the pool's lock.
 */
final class IdleSessions<K, L extends PooledLink> {

  private final Duration timeout;
  private final Scheduler scheduler;
  private final Runnable sweeper;
  private final Set<PooledSession<K, L>> sessions = new LinkedHashSet<>();
  private Scheduler.@Nullable Cancellation sweep;
  private boolean closed;

  /**
   * None yet.
   *
   * @param sweeper runs when some may be due, without the lock
   */
  IdleSessions(Duration timeout, Scheduler scheduler, Runnable sweeper) {
    this.timeout = timeout;
    this.scheduler = scheduler;
    this.sweeper = sweeper;
  }

  int size() {
    return sessions.size();
  }

  /** Puts it behind all others, if nobody uses it and somebody may. */
  void rest(PooledSession<K, L> session) {
    if (session.isIdle() && session.isLendable()) {
      sessions.remove(session);
      sessions.add(session);
      arm(timeout);
    }
  }

  /** It is used, or gone. */
  void remove(PooledSession<K, L> session) {
    sessions.remove(session);
  }

  /** The longest unused that could make room for this station; null if there is none. */
  @Nullable PooledSession<K, L> besides(Station<K, L> station) {
    for (PooledSession<K, L> candidate : sessions) {
      if (candidate.station != station) {
        return candidate;
      }
    }
    return null;
  }

  /** Those that have been unused for too long, to be closed now; for the others it asks again. */
  List<PooledSession<K, L>> due() {
    sweep = null;
    long now = scheduler.nanoTime();
    List<PooledSession<K, L>> due = new ArrayList<>();
    for (PooledSession<K, L> session : sessions) {
      long left = session.lastUsedNanos + timeout.toNanos() - now;
      if (left > 0) {
        arm(Duration.ofNanos(left));
        break;
      }
      due.add(session);
    }
    return due;
  }

  private void arm(Duration delay) {
    if (sweep == null && !closed) {
      sweep = scheduler.schedule(delay, sweeper);
    }
  }

  /** Nothing is swept any more. */
  void close() {
    closed = true;
    if (sweep != null) {
      sweep.cancel();
    }
  }
}
