package dog.rebe.ssh.testkit.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * One thread that serves many sockets and timers. Handlers run on it, one at a time, and never
 * block; all state that only handlers touch needs no lock.
 */
final class SocketLoop implements AutoCloseable {

  private static final long MAX_WAIT_MILLIS = 60_000;

  private final Selector selector;
  private final Thread thread;
  private final List<Runnable> tasks = new ArrayList<>();
  private final PriorityQueue<Timer> timers = new PriorityQueue<>();
  private volatile boolean closed;
  private boolean released;
  private long sequence;

  SocketLoop(String name) {
    try {
      selector = Selector.open();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    thread = new Thread(this::run, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** What a socket's events are handed to. */
  interface Handler {
    void ready(SelectionKey key) throws IOException;

    /** The socket failed, or the loop is closed: let go of it. */
    void abandon();
  }

  /**
   * Does this on the loop's thread and waits for it.
   *
   * @throws IllegalStateException if the loop is closed
   */
  <T> T call(Callable<T> task) throws IOException {
    FutureTask<T> future = new FutureTask<>(task);
    if (!execute(future)) {
      throw new IllegalStateException("It is closed: open another one");
    }
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return future.get();
        } catch (InterruptedException again) {
          interrupted = true;
        }
      }
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof IOException io) {
        throw io;
      }
      throw new IllegalStateException(failed.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Does this on the loop's thread and waits for it; nothing happens if the loop is closed. */
  void order(Runnable task) {
    if (Thread.currentThread() == thread) {
      task.run();
      return;
    }
    try {
      call(
          () -> {
            task.run();
            return true;
          });
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (IllegalStateException closedNow) {
      if (closedNow.getCause() != null) {
        throw closedNow;
      }
    }
  }

  /** Runs this on the loop's thread soon; false if the loop is closed. */
  boolean execute(Runnable task) {
    synchronized (tasks) {
      if (released) {
        return false;
      }
      tasks.add(task);
    }
    selector.wakeup();
    return true;
  }

  /** Runs this on the loop's thread once this time has passed. Called on the loop's thread only. */
  void schedule(Duration delay, Runnable task) {
    timers.add(new Timer(System.nanoTime() + delay.toNanos(), sequence++, task));
  }

  /** Serves a socket. Called on the loop's thread only. */
  SelectionKey register(SelectableChannel channel, int operations, Handler handler)
      throws IOException {
    channel.configureBlocking(false);
    return channel.register(selector, operations, handler);
  }

  private void run() {
    try {
      while (!closed) {
        selector.select(waitMillis());
        for (SelectionKey key : selector.selectedKeys()) {
          serve(key);
        }
        selector.selectedKeys().clear();
        runTasks();
        runTimers();
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } finally {
      release();
    }
  }

  private void runTasks() {
    List<Runnable> due;
    synchronized (tasks) {
      due = List.copyOf(tasks);
      tasks.clear();
    }
    due.forEach(Runnable::run);
  }

  private static void serve(SelectionKey key) {
    Handler handler = (Handler) key.attachment();
    try {
      handler.ready(key);
    } catch (IOException | CancelledKeyException gone) {
      handler.abandon();
    }
  }

  private long waitMillis() {
    Timer next = timers.peek();
    if (next == null) {
      return MAX_WAIT_MILLIS;
    }
    long millis = (next.due - System.nanoTime() + 999_999) / 1_000_000;
    return Math.max(1, Math.min(MAX_WAIT_MILLIS, millis));
  }

  private void runTimers() {
    Timer next = timers.peek();
    while (next != null && next.due - System.nanoTime() <= 0) {
      timers.poll();
      next.task.run();
      next = timers.peek();
    }
  }

  private void release() {
    runTasks();
    synchronized (tasks) {
      released = true;
    }
    runTasks();
    for (SelectionKey key : Set.copyOf(selector.keys())) {
      ((Handler) key.attachment()).abandon();
    }
    try {
      selector.close();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** Lets go of all sockets and ends the thread. */
  @Override
  public void close() {
    closed = true;
    selector.wakeup();
    boolean interrupted = false;
    while (thread.isAlive() && thread != Thread.currentThread()) {
      try {
        thread.join();
      } catch (InterruptedException again) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private record Timer(long due, long sequence, Runnable task) implements Comparable<Timer> {
    @Override
    public int compareTo(Timer other) {
      int byTime = Long.signum(due - other.due);
      return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
    }
  }
}
