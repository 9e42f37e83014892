package dog.rebe.execution;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Real time: {@link System#nanoTime()} and one daemon thread that runs what is due. Whoever makes
 * one closes it. Thread-safe.
 *
 * <p>Nearly every task is a deadline that is called off long before it is due. So the thread is
 * woken only for what is due before it would wake anyway, and a call that lasts a millisecond costs
 * it nothing.
 */
public final class SystemScheduler implements Scheduler, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SystemScheduler.class);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition earlier = lock.newCondition();
  private final DueTasks tasks = new DueTasks();
  private @Nullable Thread thread;

  /** Whether the thread sleeps without an end in sight. */
  private boolean idle = true;

  /** When it wakes by itself, unless it is idle. */
  private long wakesNanos;

  private boolean closed;

  private SystemScheduler() {}

  /** A scheduler with a thread of its own, which starts with the first task. */
  public static SystemScheduler create() {
    return new SystemScheduler();
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  /**
   * {@inheritDoc}
   *
   * @throws RejectedExecutionException once this scheduler is closed
   */
  @Override
  public Cancellation schedule(Duration delay, Runnable task) {
    Task scheduled = new Task(System.nanoTime() + Saturated.nanos(delay), task);
    lock.lock();
    try {
      if (closed) {
        throw new RejectedExecutionException("The scheduler is closed");
      }
      tasks.add(scheduled);
      if (thread == null) {
        thread = start();
      } else if (idle || scheduled.dueNanos() - wakesNanos < 0) {
        idle = false;
        wakesNanos = scheduled.dueNanos();
        earlier.signal();
      }
    } finally {
      lock.unlock();
    }
    return scheduled;
  }

  private final class Task extends DueTasks.Entry implements Cancellation {
    private final Runnable task;

    Task(long dueNanos, Runnable task) {
      super(dueNanos);
      this.task = task;
    }

    @Override
    public void cancel() {
      lock.lock();
      try {
        tasks.remove(this);
      } finally {
        lock.unlock();
      }
    }

    void run() {
      try {
        task.run();
      } catch (RuntimeException | Error e) {
        LOG.error("A scheduled task failed", e);
      }
    }
  }

  private Thread start() {
    Thread made = new Thread(this::runWhatIsDue, "rebe-timer");
    made.setDaemon(true);
    made.start();
    return made;
  }

  private void runWhatIsDue() {
    Task due = awaitDue();
    while (due != null) {
      due.run();
      due = awaitDue();
    }
  }

  /** The next task, once it is due; null when the scheduler is closed. */
  private @Nullable Task awaitDue() {
    lock.lock();
    try {
      while (!closed) {
        DueTasks.Entry first = tasks.first();
        long now = System.nanoTime();
        idle = first == null;
        wakesNanos = first == null ? now : first.dueNanos();
        if (first != null && wakesNanos - now <= 0) {
          tasks.remove(first);
          return (Task) first;
        }
        try {
          earlier.awaitNanos(idle ? Long.MAX_VALUE : wakesNanos - now);
        } catch (InterruptedException e) {
          // By a task, which may: the others are waited for as before.
        }
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the thread. What has not begun never runs. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      tasks.clear();
      earlier.signal();
    } finally {
      lock.unlock();
    }
  }
}
