package dog.rebe.ssh.pool;

import dog.rebe.ssh.fault.Fault;

/**
 * Makes sessions for the pool.
 *
 * @param <K> what tells sessions apart
 * @param <L> the sessions
 */
@FunctionalInterface
public interface Connector<K, L> {

  /** Begins to make a session. Never blocks; the listener may be called before this returns. */
  Attempt connect(K key, Listener<L> listener);

  /** Hears what became of an attempt: one of the two, once. */
  interface Listener<L> {
    /** The session is there. */
    void connected(L link);

    /** There is none. */
    void failed(Fault fault);
  }

  /** An attempt under way. */
  interface Attempt {
    /** Calls it off; its listener is not called any more. */
    void abort();

    /** What to tell somebody who has waited for it in vain until now. */
    Fault overdue();
  }
}
