package dog.rebe.ssh.pool;

import dog.rebe.execution.Scheduler;
import dog.rebe.ssh.fault.Fault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who gets which channel, and for whom a session is made: whoever is to end a command first, then
 * whoever waits longest, as long as there is room. Guarded by the pool's lock; what is to be told
 * to whom goes into the actions.
 */
final class Dispatch<K, L extends PooledLink> {

  private final PoolLimits limits;
  private final Connector<K, L> connector;
  private final Scheduler scheduler;
  private final SessionPool<K, L> pool;
  private final PoolTally tally;
  private final IdleSessions<K, L> idle;
  private final Map<K, Station<K, L>> stations = new HashMap<>();
  private final Starved<K, L> starved = new Starved<>();

  /** As many as all stations have together. */
  private int sessions;

  /** As many attempts as all stations have together. */
  private int connecting;

  Dispatch(
      PoolLimits limits,
      Connector<K, L> connector,
      Scheduler scheduler,
      SessionPool<K, L> pool,
      PoolTally tally,
      IdleSessions<K, L> idle) {
    this.limits = limits;
    this.connector = connector;
    this.scheduler = scheduler;
    this.pool = pool;
    this.tally = tally;
    this.idle = idle;
  }

  /** The station of a key, new where there is none. */
  Station<K, L> station(K key) {
    return stations.computeIfAbsent(key, Station::new);
  }

  /** The station of a key; null where there is none. */
  @Nullable Station<K, L> known(K key) {
    return stations.get(key);
  }

  PoolCounts counts() {
    int waiting = stations.values().stream().mapToInt(station -> station.waiters.size()).sum();
    return tally.snapshot(sessions, idle.size(), connecting, waiting);
  }

  /** Lends what there is to those who wait at a station, and has made what is missing. */
  void serve(Station<K, L> station, Actions actions) {
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

  /** Serves those for whom there was no room, now that there may be. */
  void feedStarved(Actions actions) {
    while (connecting < limits.maxConnecting()) {
      Station<K, L> first = starved.first();
      if (first == null) {
        return;
      }
      serve(first, actions);
      if (starved.first() == first) {
        // No room for it, and so none for those behind it.
        return;
      }
    }
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
    PooledSession<K, L> candidate = idle.besides(station);
    if (candidate != null) {
      evict(candidate, actions);
      return true;
    }
    return forForward;
  }

  private void lend(PooledSession<K, L> session, Waiter<K, L> waiter, Actions actions) {
    waiter.disarm();
    session.take(waiter.use);
    idle.remove(session);
    if (session.served) {
      tally.reused++;
    }
    SessionLease<K, L> lease = new SessionLease<>(pool, session, waiter.use, session.served);
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
        scheduler.schedule(limits.validateWithin(), () -> pool.unanswered(session));
    actions.add(
        () ->
            session.link.ping(
                () -> {
                  timeout.cancel();
                  pool.answered(session);
                }));
  }

  private void connect(Station<K, L> station, Actions actions) {
    Attempt<K, L> attempt = new Attempt<>(station, pool);
    station.attempts.add(attempt);
    connecting++;
    actions.add(() -> attempt.begin(connector));
  }

  /** An attempt has come to its end; false if it was called off before. */
  boolean attemptEnded(Attempt<K, L> attempt) {
    boolean wanted = attempt.station.attempts.remove(attempt);
    if (wanted) {
      connecting--;
    }
    return wanted;
  }

  /** What an attempt has made is a session from now on. */
  PooledSession<K, L> add(Station<K, L> station, L link) {
    PooledSession<K, L> session = new PooledSession<>(station, link, scheduler.nanoTime());
    station.sessions.add(session);
    sessions++;
    tally.opened++;
    return session;
  }

  /** A session is no more; false if it was not there. */
  boolean remove(PooledSession<K, L> session) {
    idle.remove(session);
    if (session.station.sessions.remove(session)) {
      sessions--;
      return true;
    }
    return false;
  }

  /** Closes a session that nobody uses. */
  void evict(PooledSession<K, L> session, Actions actions) {
    if (remove(session)) {
      tally.evicted++;
      actions.add(session.link::close);
      forget(session.station);
    }
  }

  /** Calls off the connections that nobody waits for any more. */
  void abandon(Station<K, L> station, Actions actions) {
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

  private void forget(Station<K, L> station) {
    if (station.isEmpty()) {
      stations.remove(station.key, station);
    }
  }

  /** Calls everything off; returns the sessions, which are to be closed. */
  List<L> close(Fault why, Actions actions) {
    List<L> links = new ArrayList<>();
    for (Station<K, L> station : stations.values()) {
      station.sessions.forEach(session -> links.add(session.link));
      station.attempts.forEach(attempt -> actions.add(attempt::abort));
      station.failAll(why, actions);
      station.attempts.clear();
    }
    connecting = 0;
    return links;
  }
}
