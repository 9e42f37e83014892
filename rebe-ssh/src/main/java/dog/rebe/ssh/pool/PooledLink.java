package dog.rebe.ssh.pool;

import dog.rebe.ssh.fault.Fault;
import java.util.function.Consumer;

/** What the pool must know of a session. Thread-safe; nothing in it blocks. */
public interface PooledLink {

  /** Whether it was alive when last heard of. */
  boolean isOpen();

  /** Whether it should serve nobody else: what is on it goes on, and then it is closed. */
  boolean isRetired();

  /** When the other side was last heard to be alive, on the scheduler's clock. */
  long lastHeardNanos();

  /** Asks the other side whether it is there; runs the answer once it says so. */
  void ping(Runnable answer);

  /** Calls back when it has ended, at once if it has. */
  void onEnd(Consumer<Fault> watcher);

  /** Closes it. */
  void close();
}
