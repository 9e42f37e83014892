package dog.rebe.ssh.pool;

/**
 * The right to one channel on a session. Thread-safe.
 *
 * @param <L> the session
 */
public interface Lease<L> {

  /** The session. */
  L link();

  /** Whether the session had served somebody before. */
  boolean reused();

  /** Gives the channel back. Idempotent. */
  void release();

  /**
   * Whether one more channel may be open on the session than are lent, so that the next finds it
   * open: where the pool is to do that, and enough is left for ending a command.
   */
  boolean mayOpenAhead();

  /** The server refused the channel that was opened ahead: remembers how many the session takes. */
  void refusedAhead();

  /**
   * The server refused the channel: gives it back, and remembers how many the session takes.
   *
   * @return whether it is worth asking the pool again: the session has other channels open, so that
   *     this was a matter of their number
   */
  boolean refused();
}
