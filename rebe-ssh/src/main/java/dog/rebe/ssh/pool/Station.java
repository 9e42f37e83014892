package dog.rebe.ssh.pool;

import dog.rebe.ssh.fault.Fault;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All sessions under one key, who waits for them, and what the server has taught us: how many
 * channels a session takes, and how many connections it takes at a time. Guarded by the pool's
 * lock.
 */
final class Station<K, L extends PooledLink> {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final int MOST_DOUBLINGS = 5;

  final K key;
  final List<PooledSession<K, L>> sessions = new ArrayList<>(1);
  final List<Attempt<K, L>> attempts = new ArrayList<>(1);
  final Deque<Waiter<K, L>> waiters = new ArrayDeque<>(2);
  private int channelsLearned = Integer.MAX_VALUE;
  private int forwardsLearned = Integer.MAX_VALUE;
  private int startsLearned = Integer.MAX_VALUE;
  private int failures;
  private boolean pausing;

  Station(K key) {
    this.key = key;
  }

  int channelLimit(PoolLimits limits) {
    return Math.min(channelsLearned, limits.channelsPerSession());
  }

  int forwardLimit(PoolLimits limits) {
    return Math.min(forwardsLearned, limits.forwardsPerSession());
  }

  void learn(Use use, int most) {
    if (use == Use.FORWARD) {
      forwardsLearned = Math.min(forwardsLearned, most);
    } else {
      channelsLearned = Math.min(channelsLearned, most);
    }
  }

  /** The busiest session that has room, so that others can fall idle. */
  @Nullable PooledSession<K, L> find(Use use, PoolLimits limits) {
    PooledSession<K, L> busiest = null;
    for (PooledSession<K, L> session : sessions) {
      if (session.isLendable()
          && session.hasRoom(use, limits)
          && (busiest == null || session.load() > busiest.load())) {
        busiest = session;
      }
    }
    return busiest;
  }

  boolean waitsFor(Use use) {
    return first(use) != null;
  }

  /**
   * Whose turn it is, if anybody waits: whoever is to end a command cannot wait behind commands,
   * for which the reserve is not.
   */
  Waiter<K, L> next() {
    Waiter<K, L> control = first(Use.CONTROL);
    return control == null ? waiters.element() : control;
  }

  private @Nullable Waiter<K, L> first(Use use) {
    for (Waiter<K, L> waiter : waiters) {
      if (waiter.use == use) {
        return waiter;
      }
    }
    return null;
  }

  /** Nobody waits here any more. */
  void failAll(Fault fault, Actions actions) {
    waiters.forEach(waiter -> waiter.fail(fault, actions));
    waiters.clear();
  }

  /** Whether one more connection should be made for those who wait. */
  boolean wantsMore(PoolLimits limits) {
    if (waiters.isEmpty() || pausing || attempts.size() >= startsLearned) {
      return false;
    }
    int most = limits.maxSessionsPerKey() + (waitsFor(Use.CONTROL) ? 1 : 0);
    int serving = 0;
    int validating = 0;
    for (PooledSession<K, L> session : sessions) {
      serving += session.link.isRetired() ? 0 : 1;
      validating += session.validating ? 1 : 0;
    }
    if (serving + attempts.size() >= most) {
      return false;
    }
    int each =
        waiters.element().use == Use.FORWARD
            ? forwardLimit(limits)
            : Math.max(1, channelLimit(limits) - 1);
    return waiters.size() > (long) (attempts.size() + validating) * each;
  }

  /** Whether those who wait may be served without the attempt that has just failed. */
  boolean hasOtherHope() {
    return !attempts.isEmpty() || sessions.stream().anyMatch(session -> session.link.isOpen());
  }

  /** Fewer at a time from now on, and not at once. */
  Duration connectFailed() {
    startsLearned = Math.max(1, Math.min(startsLearned, attempts.size()));
    pausing = true;
    failures = Math.min(failures + 1, MOST_DOUBLINGS);
    return FIRST_PAUSE.multipliedBy(1L << (failures - 1));
  }

  void connectWorked() {
    failures = 0;
    if (startsLearned < Integer.MAX_VALUE) {
      startsLearned++;
    }
  }

  void resume() {
    pausing = false;
  }

  /** What was learned is kept for as long as there is a session. */
  boolean isEmpty() {
    return sessions.isEmpty() && attempts.isEmpty() && waiters.isEmpty();
  }
}
