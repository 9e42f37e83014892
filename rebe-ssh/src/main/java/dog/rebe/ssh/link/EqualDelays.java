package dog.rebe.ssh.link;

import dog.rebe.execution.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Many tasks that wait equally long, most of which are called off before: one timer for all of
 * them, so that the timer's thread is not woken for each. Thread-safe; the tasks run on the
 * scheduler's thread and must not block.
 */
public final class EqualDelays {

  private static final class Waiting implements Scheduler.Cancellation {
    private final EqualDelays owner;
    private final Runnable task;
    private final long dueNanos;

    Waiting(EqualDelays owner, Runnable task, long dueNanos) {
      this.owner = owner;
      this.task = task;
      this.dueNanos = dueNanos;
    }

    @Override
    public void cancel() {
      owner.forget(this);
    }
  }

  private final Scheduler scheduler;
  private final Duration delay;
  private final Set<Waiting> inOrder = new LinkedHashSet<>();
  private boolean armed;

  /** Tasks that wait for this long. */
  public EqualDelays(Scheduler scheduler, Duration delay) {
    this.scheduler = scheduler;
    this.delay = delay;
  }

  /** Runs the task after the delay, unless it is called off. */
  public Scheduler.Cancellation schedule(Runnable task) {
    boolean first;
    Waiting waiting;
    synchronized (this) {
      waiting = new Waiting(this, task, scheduler.nanoTime() + delay.toNanos());
      inOrder.add(waiting);
      first = !armed;
      armed = true;
    }
    if (first) {
      scheduler.schedule(delay, this::due);
    }
    return waiting;
  }

  private synchronized void forget(Waiting waiting) {
    inOrder.remove(waiting);
  }

  private void due() {
    List<Waiting> due = new ArrayList<>();
    long left = 0;
    synchronized (this) {
      long now = scheduler.nanoTime();
      for (Waiting waiting : inOrder) {
        left = waiting.dueNanos - now;
        if (left > 0) {
          break;
        }
        due.add(waiting);
      }
      due.forEach(inOrder::remove);
      armed = !inOrder.isEmpty();
    }
    if (left > 0) {
      scheduler.schedule(Duration.ofNanos(left), this::due);
    }
    due.forEach(waiting -> waiting.task.run());
  }
}
