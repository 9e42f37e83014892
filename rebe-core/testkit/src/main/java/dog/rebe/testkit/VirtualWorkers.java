package dog.rebe.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * An executor without threads: its tasks run, one at a time, on the thread that moves the time of
 * its {@link VirtualScheduler}. Thread-safe.
 */
public final class VirtualWorkers implements Executor {

  private final List<Runnable> tasks = new ArrayList<>();
  private final @Nullable SplittableRandom random;
  private int first;
  private boolean running;

  private VirtualWorkers(@Nullable SplittableRandom random) {
    this.random = random;
  }

  static VirtualWorkers inOrder() {
    return new VirtualWorkers(null);
  }

  static VirtualWorkers seeded(long seed) {
    return new VirtualWorkers(new SplittableRandom(seed));
  }

  @Override
  public synchronized void execute(Runnable task) {
    tasks.add(task);
  }

  /** How many tasks are waiting. */
  public synchronized int pending() {
    return tasks.size() - first;
  }

  /** Runs all tasks, and those that they add. Does nothing from within a task. */
  void runAll() {
    synchronized (this) {
      if (running) {
        return;
      }
      running = true;
    }
    try {
      Runnable task;
      while ((task = next()) != null) {
        task.run();
      }
    } finally {
      synchronized (this) {
        running = false;
      }
    }
  }

  private synchronized @Nullable Runnable next() {
    int waiting = tasks.size() - first;
    if (waiting == 0) {
      tasks.clear();
      first = 0;
      return null;
    }
    if (random == null) {
      return tasks.get(first++);
    }
    int chosen = random.nextInt(tasks.size());
    Runnable task = tasks.get(chosen);
    Runnable last = tasks.remove(tasks.size() - 1);
    if (chosen < tasks.size()) {
      tasks.set(chosen, last);
    }
    return task;
  }
}
