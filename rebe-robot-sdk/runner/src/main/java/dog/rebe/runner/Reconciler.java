package dog.rebe.runner;

import dog.rebe.execution.Scheduler;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs a robot again and again: on a schedule, and soon after somebody says that something changed.
 * Each round looks at the machines; how they differ from what is wanted is shown as a plan, and
 * mended as far as policy, approvals and budgets allow.
 *
 * <ul>
 *   <li>Budgets count what the chronicle says was changed within the last hour and the last day, by
 *       whatever run: another program that goes on with the same chronicle has the same budgets.
 *       They limit what is begun here, in whole plans; where a plan is too large, the robot plans
 *       again for as many machines as there is room for. Taking back is never held up by them, and
 *       counts.
 *   <li>A run that an earlier program left unfinished is gone on with before anything else.
 *   <li>After a run that did not end well, only drift is shown, until {@link #clear}.
 * </ul>
 *
 * <p>Thread-safe. Rounds of one reconciler do not overlap.
 */
public final class Reconciler implements AutoCloseable {

  private final Reconciling reconciling;
  private final Scheduler scheduler;
  private final Executor workers;
  private final Duration every;
  private final Duration settle;
  private final Consumer<Round> listener;
  private final Object turn = new Object();

  private Scheduler.@Nullable Cancellation timer;
  private long dueNanos;
  private boolean working;
  private boolean again;
  private boolean closed;

  Reconciler(Reconciling reconciling, ReconcilerBuilder how) {
    this.reconciling = reconciling;
    this.scheduler = how.scheduler();
    this.workers = how.workers();
    this.every = how.every();
    this.settle = how.settle();
    this.listener = how.listener();
  }

  /** Begins with a round at once. Does not block. */
  public void start() {
    planIn(Duration.ZERO);
  }

  /**
   * Says that something may have changed: a round begins once things had some time to settle, or as
   * planned if that is sooner. Saying it often costs one round. Does not block.
   */
  public void changed() {
    synchronized (this) {
      if (working) {
        again = true;
        return;
      }
    }
    planIn(settle);
  }

  /**
   * One round, now, on this thread. Blocks, also while another one is at work; an interrupt ends
   * what is under way and leaves the run to be resumed.
   */
  public Round round() {
    synchronized (turn) {
      return reconciling.round();
    }
  }

  /**
   * Lets the robot go on after a run that did not end well. It is recorded.
   *
   * @param who the name of who has looked
   * @throws dog.rebe.chronicle.ChronicleException if it could not be recorded
   */
  public void clear(String who) {
    reconciling.clear(who);
    changed();
  }

  private synchronized void planIn(Duration delay) {
    long due = scheduler.nanoTime() + delay.toNanos();
    if (closed || working || (timer != null && dueNanos - due <= 0)) {
      return;
    }
    if (timer != null) {
      timer.cancel();
    }
    dueNanos = due;
    timer = scheduler.schedule(delay, this::due);
  }

  private void due() {
    synchronized (this) {
      timer = null;
      if (closed || working) {
        return;
      }
      working = true;
    }
    workers.execute(this::work);
  }

  private void work() {
    try {
      listener.accept(round());
    } finally {
      boolean soon;
      synchronized (this) {
        working = false;
        soon = again;
        again = false;
      }
      planIn(soon ? settle : every);
    }
  }

  /** No other round begins. One that is under way goes on to its end. Does not block. */
  @Override
  public synchronized void close() {
    closed = true;
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }
}
