package dog.rebe.ssh.pool;

import java.util.concurrent.atomic.AtomicBoolean;

/** A lease that can be given back once. */
final class SessionLease<K, L extends PooledLink> implements Lease<L> {

  private final SessionPool<K, L> pool;
  private final PooledSession<K, L> session;
  private final Use use;
  private final boolean reused;
  private volatile int lentThen;
  private final AtomicBoolean over = new AtomicBoolean();

  SessionLease(SessionPool<K, L> pool, PooledSession<K, L> session, Use use, boolean reused) {
    this.pool = pool;
    this.session = session;
    this.use = use;
    this.reused = reused;
  }

  @Override
  public L link() {
    return session.link;
  }

  @Override
  public boolean reused() {
    return reused;
  }

  @Override
  public void release() {
    if (over.compareAndSet(false, true)) {
      pool.release(session, use);
    }
  }

  @Override
  public boolean mayOpenAhead() {
    lentThen = over.get() ? 0 : pool.lentBesideRoom(session);
    return lentThen > 0;
  }

  @Override
  public void refusedAhead() {
    pool.refusedAhead(session, lentThen);
  }

  @Override
  public boolean refused() {
    return over.compareAndSet(false, true) && pool.refused(session, use);
  }
}
