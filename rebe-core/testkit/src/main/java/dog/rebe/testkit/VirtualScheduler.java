package dog.rebe.testkit;

import dog.rebe.execution.Call;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.execution.CommandExecutorBuilder;
import dog.rebe.execution.Scheduler;
import dog.rebe.execution.Transport;
import dog.rebe.outcome.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/**
 * Time that stands still until a test moves it, and with it everything that runs by it: timers, the
 * {@link #workers()} and the wall {@link #clock()}. Whatever is due runs on the thread that calls
 * {@link #advance}, in an order that depends on nothing but the calls and, if one is given, the
 * seed. Thread-safe, but deterministic only if one thread uses it.
 *
 * <pre>{@code
 * VirtualScheduler time = VirtualScheduler.create();
 * CommandExecutor executor = time.executor(transport).build();
 * Outcome<String> outcome = time.await(executor.start(command, node));
 * }</pre>
 */
public final class VirtualScheduler implements Scheduler {

  private static final class Timer implements Comparable<Timer> {
    private final long dueNanos;
    private final long order;
    private final Runnable task;

    Timer(long dueNanos, long order, Runnable task) {
      this.dueNanos = dueNanos;
      this.order = order;
      this.task = task;
    }

    @Override
    public int compareTo(Timer other) {
      int byTime = Long.compare(dueNanos, other.dueNanos);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  private final PriorityQueue<Timer> timers = new PriorityQueue<>();
  private final VirtualWorkers workers;
  private final VirtualClock clock;
  private long nowNanos;
  private long scheduled;

  private VirtualScheduler(VirtualWorkers workers) {
    this.workers = workers;
    this.clock = new VirtualClock(this);
  }

  /** Workers run their tasks in the order in which they were given. */
  public static VirtualScheduler create() {
    return new VirtualScheduler(VirtualWorkers.inOrder());
  }

  /**
   * Workers run their tasks in an order that the seed decides, as several threads might; the same
   * seed gives the same order.
   */
  public static VirtualScheduler seeded(long seed) {
    return new VirtualScheduler(VirtualWorkers.seeded(seed));
  }

  /** An executor whose tasks run when time is moved. Give it as workers and as blocking workers. */
  public VirtualWorkers workers() {
    return workers;
  }

  /** A builder of an executor that runs by this time alone: its scheduler, workers and clock. */
  public CommandExecutorBuilder executor(Transport transport) {
    return CommandExecutor.builder()
        .transport(transport)
        .scheduler(this)
        .workers(workers)
        .blockingWorkers(workers)
        .clock(clock);
  }

  /**
   * Moves time from timer to timer until the call has its outcome, a day at most. {@link
   * Call#await} would wait for somebody else to move it.
   *
   * @throws AssertionError if there is no outcome by then
   */
  public <T> Outcome<T> await(Call<T> call) {
    List<Outcome<T>> outcomes = new CopyOnWriteArrayList<>();
    call.outcome().subscribe(outcome -> outcomes.add(outcome));
    advanceUntil(() -> !outcomes.isEmpty(), Duration.ofDays(1));
    return outcomes.get(0);
  }

  /** A wall clock that moves with this time, and can be set. */
  public VirtualClock clock() {
    return clock;
  }

  /** Nanoseconds since this was made. */
  @Override
  public synchronized long nanoTime() {
    return nowNanos;
  }

  /** How much time has passed since this was made. */
  public Duration elapsed() {
    return Duration.ofNanos(nanoTime());
  }

  @Override
  public synchronized Cancellation schedule(Duration delay, Runnable task) {
    Timer timer = new Timer(nowNanos + nanos(delay), scheduled++, task);
    timers.add(timer);
    return () -> cancel(timer);
  }

  private synchronized void cancel(Timer timer) {
    timers.remove(timer);
  }

  /** Delays of centuries never come. */
  private static long nanos(Duration delay) {
    Duration most = Duration.ofNanos(Long.MAX_VALUE / 4);
    return delay.compareTo(most) > 0 ? most.toNanos() : Math.max(0, delay.toNanos());
  }

  /** Runs what is due now, without moving time. */
  public void runReady() {
    advance(Duration.ZERO);
  }

  /** Moves time on by this, and runs whatever becomes due on the way, each at its time. */
  public void advance(Duration by) {
    long end;
    synchronized (this) {
      end = nowNanos + nanos(by);
    }
    Runnable task;
    workers.runAll();
    while ((task = nextUntil(end)) != null) {
      task.run();
      workers.runAll();
    }
    synchronized (this) {
      nowNanos = Math.max(nowNanos, end);
    }
  }

  private synchronized @org.jspecify.annotations.Nullable Runnable nextUntil(long endNanos) {
    Timer first = timers.peek();
    if (first == null || first.dueNanos > endNanos) {
      return null;
    }
    timers.remove(first);
    nowNanos = Math.max(nowNanos, first.dueNanos);
    return first.task;
  }

  /**
   * Moves time from timer to timer until the condition holds.
   *
   * @param most how far time may be moved
   * @throws AssertionError if the condition does not hold by then, or nothing is left to wait for
   */
  public void advanceUntil(BooleanSupplier condition, Duration most) {
    long end;
    synchronized (this) {
      end = nowNanos + nanos(most);
    }
    workers.runAll();
    while (!condition.getAsBoolean()) {
      Runnable task = nextUntil(end);
      if (task == null) {
        throw new AssertionError(
            "After "
                + elapsed()
                + " the condition does not hold, and "
                + pending()
                + " timers are waiting beyond "
                + Duration.ofNanos(end));
      }
      task.run();
      workers.runAll();
    }
  }

  /** How many timers are waiting. A test that ends with one has left something behind. */
  public synchronized int pending() {
    return timers.size();
  }
}
