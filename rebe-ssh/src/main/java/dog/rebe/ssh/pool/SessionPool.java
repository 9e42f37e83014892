package dog.rebe.ssh.pool;

import dog.rebe.execution.Scheduler;
import dog.rebe.outcome.FailureKind;
import dog.rebe.ssh.fault.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps sessions and lends their channels. One lock guards everything; whoever is told something is
 * told outside it. Thread-safe; nothing in it blocks.
 *
 * @param <K> what tells sessions apart
 * @param <L> the sessions
 */
public final class SessionPool<K, L extends PooledLink> implements AutoCloseable {

  private final PoolLimits limits;
  private final Connector<K, L> connector;
  private final Scheduler scheduler;

  private final Map<K, Station<K, L>> stations = new HashMap<>();
  private final Set<PooledSession<K, L>> idle = new LinkedHashSet<>();
  private final Starved<K, L> starved = new Starved<>();
  private final PoolTally tally = new PoolTally();
  private int sessions;
  private int connecting;
  private boolean closed;
  private Scheduler.@Nullable Cancellation sweep;

  /** An empty pool. */
  public SessionPool(PoolLimits limits, Connector<K, L> connector, Scheduler scheduler) {
    this.limits = limits;
    this.connector = connector;
    this.scheduler = scheduler;
  }

  /**
   * Asks for a channel. The listener may be called before this returns.
   *
   * @param within how long it may take, a new connection included
   * @return calls the wait off. A lease or failure that is already on its way still arrives
   */
  public Scheduler.Cancellation acquire(
      K key, Use use, Duration within, LeaseListener<L> listener) {
    Waiter<K, L> waiter = new Waiter<>(key, use, listener, scheduler.nanoTime() + within.toNanos());
    Actions actions = new Actions();
    synchronized (this) {
      if (closed) {
        actions.add(() -> listener.failed(shut()));
      } else {
        Station<K, L> station = stations.computeIfAbsent(key, Station::new);
        station.waiters.add(waiter);
        dispatch(station, actions);
        if (station.waiters.contains(waiter)) {
          arm(waiter, station);
        }
      }
    }
    actions.run();
    return () -> cancel(waiter);
  }

  /** Whether a lease could be had on a session that is open. */
  public synchronized boolean isConnected(K key) {
    Station<K, L> station = stations.get(key);
    return station != null && station.find(Use.COMMAND, limits) != null;
  }

  /** Counts of this moment. */
  public synchronized PoolCounts counts() {
    int waiting = stations.values().stream().mapToInt(station -> station.waiters.size()).sum();
    return tally.snapshot(sessions, idle.size(), connecting, waiting);
  }

  /** Closes all sessions and calls everything off. */
  @Override
  public void close() {
    List<L> links = new ArrayList<>();
    Actions actions = new Actions();
    synchronized (this) {
      closed = true;
      if (sweep != null) {
        sweep.cancel();
      }
      for (Station<K, L> station : stations.values()) {
        station.sessions.forEach(session -> links.add(session.link));
        station.attempts.forEach(attempt -> actions.add(attempt::abort));
        station.waiters.forEach(waiter -> fail(waiter, shut(), actions));
        station.waiters.clear();
        station.attempts.clear();
      }
      connecting = 0;
    }
    links.forEach(PooledLink::close);
    actions.run();
  }

  private static Fault shut() {
    return new Fault(FailureKind.EXECUTOR_CLOSED, "the transport is closed");
  }

  // --- with the lock held
  // -------------------------------------------------------------------------

  private void dispatch(Station<K, L> station, Actions actions) {
    while (!station.waiters.isEmpty()) {
      Waiter<K, L> waiter = station.next();
      PooledSession<K, L> session = station.find(waiter.use, limits);
      if (session == null) {
        break;
      }
      if (isSilent(session)) {
        validate(session, actions);
        continue;
      }
      station.waiters.remove(waiter);
      lend(session, waiter, actions);
    }
    while (station.wantsMore(limits)) {
      if (!hasRoom(station, actions)) {
        starved.add(station);
        return;
      }
      connect(station, actions);
    }
    starved.remove(station);
    forget(station);
  }

  /**
   * Whoever waits for a way through a jump host holds a place for his own connection meanwhile. If
   * the jump host had to wait for a place too, all places could be held by those who wait for it.
   */
  private boolean hasRoom(Station<K, L> station, Actions actions) {
    boolean forControl = station.waitsFor(Use.CONTROL);
    boolean forForward = station.waitsFor(Use.FORWARD);
    if (connecting >= limits.maxConnecting() && !forForward) {
      return false;
    }
    if (sessions + connecting < limits.maxSessions() || forControl) {
      return true;
    }
    for (PooledSession<K, L> candidate : idle) {
      if (candidate.station != station) {
        evict(candidate, actions);
        return true;
      }
    }
    return forForward;
  }

  private void connect(Station<K, L> station, Actions actions) {
    Attempt<K, L> attempt = new Attempt<>(station, this);
    station.attempts.add(attempt);
    connecting++;
    actions.add(() -> attempt.begin(connector));
  }

  private void lend(PooledSession<K, L> session, Waiter<K, L> waiter, Actions actions) {
    waiter.disarm();
    session.take(waiter.use);
    idle.remove(session);
    if (session.served) {
      tally.reused++;
    }
    SessionLease<K, L> lease = new SessionLease<>(this, session, waiter.use, session.served);
    session.served = true;
    actions.add(() -> waiter.listener.leased(lease));
  }

  private boolean isSilent(PooledSession<K, L> session) {
    long silence =
        scheduler.nanoTime() - Math.max(session.lastUsedNanos, session.link.lastHeardNanos());
    return session.isIdle()
        && silence >= limits.validateAfter().toNanos()
        && session.served
        && !session.justAnswered;
  }

  private void validate(PooledSession<K, L> session, Actions actions) {
    session.validating = true;
    Scheduler.Cancellation timeout =
        scheduler.schedule(limits.validateWithin(), () -> unanswered(session));
    actions.add(
        () ->
            session.link.ping(
                () -> {
                  timeout.cancel();
                  answered(session);
                }));
  }

  private void evict(PooledSession<K, L> session, Actions actions) {
    if (remove(session)) {
      tally.evicted++;
      actions.add(session.link::close);
      forget(session.station);
    }
  }

  private boolean remove(PooledSession<K, L> session) {
    idle.remove(session);
    if (session.station.sessions.remove(session)) {
      sessions--;
      return true;
    }
    return false;
  }

  private void fail(Waiter<K, L> waiter, Fault fault, Actions actions) {
    waiter.disarm();
    actions.add(() -> waiter.listener.failed(fault));
  }

  private void arm(Waiter<K, L> waiter, Station<K, L> station) {
    long left = waiter.byNanos - scheduler.nanoTime();
    boolean making = !station.attempts.isEmpty();
    long wait = making ? left : Math.min(left, limits.acquireTimeout().toNanos());
    waiter.timer = scheduler.schedule(Duration.ofNanos(Math.max(0, wait)), () -> overdue(waiter));
  }

  private void feedStarved(Actions actions) {
    while (connecting < limits.maxConnecting()) {
      Station<K, L> first = starved.first();
      if (first == null) {
        return;
      }
      dispatch(first, actions);
      if (starved.first() == first) {
        // No room for it, and so none for those behind it.
        return;
      }
    }
  }

  private void forget(Station<K, L> station) {
    if (station.isEmpty()) {
      stations.remove(station.key, station);
    }
  }

  // --- events
  // -------------------------------------------------------------------------------------

  void connected(Attempt<K, L> attempt, L link) {
    Actions actions = new Actions();
    PooledSession<K, L> session;
    synchronized (this) {
      if (!attempt.station.attempts.remove(attempt)) {
        actions.add(link::close);
        session = null;
      } else {
        connecting--;
        sessions++;
        tally.opened++;
        session = new PooledSession<>(attempt.station, link, scheduler.nanoTime());
        attempt.station.sessions.add(session);
        attempt.station.connectWorked();
        dispatch(attempt.station, actions);
        rest(session);
        feedStarved(actions);
      }
    }
    if (session != null) {
      PooledSession<K, L> made = session;
      link.onEnd(fault -> ended(made));
    }
    actions.run();
  }

  void failed(Attempt<K, L> attempt, Fault fault) {
    Actions actions = new Actions();
    synchronized (this) {
      Station<K, L> station = attempt.station;
      if (!station.attempts.remove(attempt)) {
        return;
      }
      connecting--;
      tally.failed++;
      if (station.hasOtherHope()) {
        Duration pause = station.connectFailed();
        actions.add(() -> scheduler.schedule(pause, () -> resume(station)));
      } else {
        station.waiters.forEach(waiter -> fail(waiter, fault, actions));
        station.waiters.clear();
      }
      dispatch(station, actions);
      feedStarved(actions);
    }
    actions.run();
  }

  private void resume(Station<K, L> station) {
    Actions actions = new Actions();
    synchronized (this) {
      station.resume();
      dispatch(station, actions);
    }
    actions.run();
  }

  private void ended(PooledSession<K, L> session) {
    Actions actions = new Actions();
    synchronized (this) {
      if (remove(session) && !closed) {
        dispatch(session.station, actions);
        feedStarved(actions);
      }
    }
    actions.run();
  }

  void release(PooledSession<K, L> session, Use use) {
    Actions actions = new Actions();
    synchronized (this) {
      session.give(use);
      session.lastUsedNanos = scheduler.nanoTime();
      if (!closed && session.station.sessions.contains(session)) {
        if (session.isIdle() && session.link.isRetired()) {
          evict(session, actions);
        }
        dispatch(session.station, actions);
        rest(session);
        feedStarved(actions);
      }
    }
    actions.run();
  }

  /** How many channels are lent on a session that has room for one ahead; 0 if it has none. */
  synchronized int lentBesideRoom(PooledSession<K, L> session) {
    boolean room = limits.openAhead() && !closed && session.hasRoomAhead(limits);
    return room ? session.channelsLent() : 0;
  }

  /** Of so many that were lent, one more was refused. */
  synchronized void refusedAhead(PooledSession<K, L> session, int lent) {
    tally.channelRefusals++;
    session.station.learn(Use.COMMAND, lent);
  }

  /** Remembers how many channels the session takes; says whether others are open on it. */
  boolean refused(PooledSession<K, L> session, Use use) {
    boolean others;
    synchronized (this) {
      tally.channelRefusals++;
      others = session.learn(use);
    }
    release(session, use);
    return others;
  }

  private void rest(PooledSession<K, L> session) {
    if (session.isIdle() && session.isLendable()) {
      idle.remove(session);
      idle.add(session);
      armSweep(limits.idleTimeout());
    }
  }

  private void armSweep(Duration delay) {
    if (sweep == null && !closed) {
      sweep = scheduler.schedule(delay, this::sweep);
    }
  }

  private void sweep() {
    Actions actions = new Actions();
    synchronized (this) {
      sweep = null;
      long now = scheduler.nanoTime();
      for (PooledSession<K, L> session : List.copyOf(idle)) {
        long left = session.lastUsedNanos + limits.idleTimeout().toNanos() - now;
        if (left > 0) {
          armSweep(Duration.ofNanos(left));
          break;
        }
        evict(session, actions);
      }
    }
    actions.run();
  }

  private void answered(PooledSession<K, L> session) {
    Actions actions = new Actions();
    synchronized (this) {
      session.validating = false;
      session.lastUsedNanos = scheduler.nanoTime();
      session.justAnswered = true;
      dispatch(session.station, actions);
      session.justAnswered = false;
    }
    actions.run();
  }

  private void unanswered(PooledSession<K, L> session) {
    boolean silent;
    synchronized (this) {
      silent = session.validating;
    }
    if (silent) {
      session.link.close();
    }
  }

  private void overdue(Waiter<K, L> waiter) {
    Actions actions = new Actions();
    synchronized (this) {
      Station<K, L> station = stations.get(waiter.key);
      if (station == null || !station.waiters.contains(waiter)) {
        return;
      }
      boolean timeLeft = waiter.byNanos - scheduler.nanoTime() > 0;
      if (timeLeft && !station.attempts.isEmpty()) {
        arm(waiter, station);
        return;
      }
      station.waiters.remove(waiter);
      Fault fault =
          station.attempts.isEmpty()
              ? new Fault(
                  FailureKind.POOL_EXHAUSTED,
                  "no room for a session or channel to " + waiter.key + " became free in time")
              : station.attempts.get(0).overdue();
      fail(waiter, fault, actions);
      abandon(station, actions);
    }
    actions.run();
  }

  private void cancel(Waiter<K, L> waiter) {
    Actions actions = new Actions();
    synchronized (this) {
      Station<K, L> station = stations.get(waiter.key);
      if (station != null && station.waiters.remove(waiter)) {
        waiter.disarm();
        abandon(station, actions);
      }
    }
    actions.run();
  }

  /** Calls off the connections that nobody waits for any more. */
  private void abandon(Station<K, L> station, Actions actions) {
    if (station.waiters.isEmpty()) {
      for (Attempt<K, L> attempt : station.attempts) {
        connecting--;
        actions.add(attempt::abort);
      }
      station.attempts.clear();
      starved.remove(station);
      forget(station);
      feedStarved(actions);
    }
  }
}
