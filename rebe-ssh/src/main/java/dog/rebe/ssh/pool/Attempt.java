package dog.rebe.ssh.pool;

import dog.rebe.outcome.FailureKind;
import dog.rebe.ssh.fault.Fault;
import org.jspecify.annotations.Nullable;

/** A session that is being made for a station. */
final class Attempt<K, L extends PooledLink> implements Connector.Listener<L> {

  final Station<K, L> station;
  private final SessionPool<K, L> pool;
  private boolean aborted;
  private Connector.@Nullable Attempt running;

  Attempt(Station<K, L> station, SessionPool<K, L> pool) {
    this.station = station;
    this.pool = pool;
  }

  /** Outside the pool's lock. */
  void begin(Connector<K, L> connector) {
    synchronized (this) {
      if (aborted) {
        return;
      }
    }
    Connector.Attempt begun = connector.connect(station.key, this);
    synchronized (this) {
      running = begun;
      if (!aborted) {
        return;
      }
    }
    begun.abort();
  }

  /** Outside the pool's lock. */
  void abort() {
    Connector.Attempt begun;
    synchronized (this) {
      aborted = true;
      begun = running;
    }
    if (begun != null) {
      begun.abort();
    }
  }

  Fault overdue() {
    Connector.Attempt begun;
    synchronized (this) {
      begun = running;
    }
    return begun == null
        ? new Fault(FailureKind.CONNECT_TIMEOUT, "no connection to " + station.key + " in time")
        : begun.overdue();
  }

  @Override
  public void connected(L link) {
    pool.connected(this, link);
  }

  @Override
  public void failed(Fault fault) {
    pool.failed(this, fault);
  }
}
