package dog.rebe.ssh.pool;

import dog.rebe.execution.Scheduler;
import dog.rebe.outcome.FailureKind;
import dog.rebe.ssh.fault.Fault;
import java.time.Duration;
import java.util.List;

/**
 * Keeps sessions and lends their channels. One lock guards everything; whoever is told something is
 * told outside it. What happens comes in here, and {@link Dispatch} says what follows from it.
 * Thread-safe; nothing in it blocks.
 *
 * @param <K> what tells sessions apart
 * @param <L> the sessions
 */
public final class SessionPool<K, L extends PooledLink> implements AutoCloseable {

  private final PoolLimits limits;
  private final Scheduler scheduler;
  private final PoolTally tally = new PoolTally();
  private final IdleSessions<K, L> idle;
  private final Dispatch<K, L> dispatch;
  private boolean closed;

  /** An empty pool. */
  public SessionPool(PoolLimits limits, Connector<K, L> connector, Scheduler scheduler) {
    this.limits = limits;
    this.scheduler = scheduler;
    this.idle = new IdleSessions<>(limits.idleTimeout(), scheduler, this::sweep);
    this.dispatch = new Dispatch<>(limits, connector, scheduler, this, tally, idle);
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
        Station<K, L> station = dispatch.station(key);
        station.waiters.add(waiter);
        dispatch.serve(station, actions);
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
    Station<K, L> station = dispatch.known(key);
    return station != null && station.find(Use.COMMAND, limits) != null;
  }

  /** Counts of this moment. */
  public synchronized PoolCounts counts() {
    return dispatch.counts();
  }

  /** Closes all sessions and calls everything off. */
  @Override
  public void close() {
    List<L> links;
    Actions actions = new Actions();
    synchronized (this) {
      closed = true;
      idle.close();
      links = dispatch.close(shut(), actions);
    }
    links.forEach(PooledLink::close);
    actions.run();
  }

  private static Fault shut() {
    return new Fault(FailureKind.EXECUTOR_CLOSED, "the transport is closed");
  }

  // --- sessions

  void connected(Attempt<K, L> attempt, L link) {
    Station<K, L> station = attempt.station;
    Actions actions = new Actions();
    PooledSession<K, L> session;
    synchronized (this) {
      if (!dispatch.attemptEnded(attempt)) {
        actions.add(link::close);
        session = null;
      } else {
        session = dispatch.add(station, link);
        station.connectWorked();
        dispatch.serve(station, actions);
        idle.rest(session);
        dispatch.feedStarved(actions);
      }
    }
    if (session != null) {
      PooledSession<K, L> made = session;
      link.onEnd(fault -> ended(made));
    }
    actions.run();
  }

  void failed(Attempt<K, L> attempt, Fault fault) {
    Station<K, L> station = attempt.station;
    Actions actions = new Actions();
    synchronized (this) {
      if (!dispatch.attemptEnded(attempt)) {
        return;
      }
      tally.failed++;
      if (station.hasOtherHope()) {
        Duration pause = station.connectFailed();
        actions.add(() -> scheduler.schedule(pause, () -> resume(station)));
      } else {
        station.failAll(fault, actions);
      }
      dispatch.serve(station, actions);
      dispatch.feedStarved(actions);
    }
    actions.run();
  }

  private void resume(Station<K, L> station) {
    Actions actions = new Actions();
    synchronized (this) {
      station.resume();
      dispatch.serve(station, actions);
    }
    actions.run();
  }

  private void ended(PooledSession<K, L> session) {
    Actions actions = new Actions();
    synchronized (this) {
      if (dispatch.remove(session) && !closed) {
        dispatch.serve(session.station, actions);
        dispatch.feedStarved(actions);
      }
    }
    actions.run();
  }

  private void sweep() {
    Actions actions = new Actions();
    synchronized (this) {
      idle.due().forEach(session -> dispatch.evict(session, actions));
    }
    actions.run();
  }

  void answered(PooledSession<K, L> session) {
    Actions actions = new Actions();
    synchronized (this) {
      session.validating = false;
      session.lastUsedNanos = scheduler.nanoTime();
      session.justAnswered = true;
      dispatch.serve(session.station, actions);
      session.justAnswered = false;
    }
    actions.run();
  }

  void unanswered(PooledSession<K, L> session) {
    boolean silent;
    synchronized (this) {
      silent = session.validating;
    }
    if (silent) {
      session.link.close();
    }
  }

  // --- leases

  void release(PooledSession<K, L> session, Use use) {
    Actions actions = new Actions();
    synchronized (this) {
      session.give(use);
      session.lastUsedNanos = scheduler.nanoTime();
      if (!closed && session.station.sessions.contains(session)) {
        if (session.isIdle() && session.link.isRetired()) {
          dispatch.evict(session, actions);
        }
        dispatch.serve(session.station, actions);
        idle.rest(session);
        dispatch.feedStarved(actions);
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

  // --- whoever waits

  /** With the lock held. */
  private void arm(Waiter<K, L> waiter, Station<K, L> station) {
    long left = waiter.byNanos - scheduler.nanoTime();
    boolean making = !station.attempts.isEmpty();
    long wait = making ? left : Math.min(left, limits.acquireTimeout().toNanos());
    waiter.timer = scheduler.schedule(Duration.ofNanos(Math.max(0, wait)), () -> overdue(waiter));
  }

  private void overdue(Waiter<K, L> waiter) {
    Actions actions = new Actions();
    synchronized (this) {
      Station<K, L> station = dispatch.known(waiter.key);
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
      waiter.fail(fault, actions);
      dispatch.abandon(station, actions);
    }
    actions.run();
  }

  private void cancel(Waiter<K, L> waiter) {
    Actions actions = new Actions();
    synchronized (this) {
      Station<K, L> station = dispatch.known(waiter.key);
      if (station != null && station.waiters.remove(waiter)) {
        waiter.disarm();
        dispatch.abandon(station, actions);
      }
    }
    actions.run();
  }
}
