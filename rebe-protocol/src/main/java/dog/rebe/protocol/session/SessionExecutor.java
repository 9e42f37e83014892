package dog.rebe.protocol.session;

import dog.rebe.execution.CommandExecutor;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An executor that a session makes when it first needs one, and closes with itself. Closing waits
 * for commands, and so happens on a worker. Thread-safe.
 */
final class SessionExecutor {

  private final Supplier<CommandExecutor> maker;
  private final Executor workers;
  private @Nullable CommandExecutor made;
  private boolean closed;

  SessionExecutor(Supplier<CommandExecutor> maker, Executor workers) {
    this.maker = maker;
    this.workers = workers;
  }

  /**
   * The executor.
   *
   * @throws IllegalStateException if the session is over
   */
  synchronized CommandExecutor get() {
    if (closed) {
      throw new IllegalStateException("the session is over");
    }
    CommandExecutor own = made;
    if (own == null) {
      own = maker.get();
      made = own;
    }
    return own;
  }

  void close() {
    CommandExecutor last;
    synchronized (this) {
      closed = true;
      last = made;
      made = null;
    }
    if (last != null) {
      try {
        workers.execute(last::close);
      } catch (RejectedExecutionException e) {
        last.close();
      }
    }
  }
}
