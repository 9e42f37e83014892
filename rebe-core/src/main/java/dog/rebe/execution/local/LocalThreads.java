package dog.rebe.execution.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of one local transport: one that looks at the outputs of all commands, and a bounded
 * pool for what blocks.
 */
final class LocalThreads implements Executor {

  private static final Logger LOG = LoggerFactory.getLogger(LocalThreads.class);
  private static final long IDLE_SECONDS = 10;
  private static final long SHORTEST_PAUSE_NANOS = 50_000;
  private static final long LONGEST_PAUSE_NANOS = 5_000_000;

  private final Consumer<LocalExchange> onOver;
  private final ThreadPoolExecutor pool;
  private final Queue<LocalExchange> fresh = new ConcurrentLinkedQueue<>();
  private volatile boolean closing;
  private volatile @Nullable Thread poller;

  LocalThreads(int most, Consumer<LocalExchange> onOver) {
    this.onOver = onOver;
    AtomicInteger number = new AtomicInteger();
    this.pool =
        new ThreadPoolExecutor(
            most,
            most,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> daemon(task, "rebe-local-" + number.incrementAndGet()));
    pool.allowCoreThreadTimeOut(true);
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void execute(Runnable task) {
    pool.execute(task);
  }

  /** From now on the polling thread looks at this exchange, until it is over. */
  void watch(LocalExchange exchange) {
    fresh.add(exchange);
    synchronized (this) {
      if (poller == null) {
        Thread started = daemon(this::pollAll, "rebe-local-poller");
        poller = started;
        started.start();
      }
    }
    wake();
  }

  void wake() {
    LockSupport.unpark(poller);
  }

  /** The pause between two looks is a small part of the time for which nothing happened. */
  private void pollAll() {
    List<LocalExchange> watched = new ArrayList<>();
    long lastMoveNanos = System.nanoTime();
    while (true) {
      LocalExchange added;
      while ((added = fresh.poll()) != null) {
        watched.add(added);
        lastMoveNanos = System.nanoTime();
      }
      if (watched.isEmpty()) {
        if (closing && fresh.isEmpty()) {
          return;
        }
        if (isIdleFor(lastMoveNanos) && retire()) {
          return;
        }
        LockSupport.parkNanos(this, TimeUnit.SECONDS.toNanos(1));
        continue;
      }
      long now = System.nanoTime();
      boolean moved = false;
      for (LocalExchange exchange : watched) {
        moved |= poll(exchange, now);
      }
      if (watched.removeIf(LocalExchange::isOver) || moved) {
        lastMoveNanos = System.nanoTime();
      } else {
        long quiet = now - lastMoveNanos;
        LockSupport.parkNanos(
            this, Math.max(SHORTEST_PAUSE_NANOS, Math.min(quiet / 8, LONGEST_PAUSE_NANOS)));
      }
    }
  }

  private boolean poll(LocalExchange exchange, long now) {
    if (closing) {
      exchange.stop();
    }
    boolean moved;
    try {
      moved = exchange.poll(now);
    } catch (RuntimeException e) {
      LOG.error("An exchange broke while it was looked at", e);
      exchange.breakDown(e);
      moved = true;
    }
    if (exchange.isOver()) {
      onOver.accept(exchange);
    }
    return moved;
  }

  private static boolean isIdleFor(long lastMoveNanos) {
    return System.nanoTime() - lastMoveNanos > TimeUnit.SECONDS.toNanos(IDLE_SECONDS);
  }

  private synchronized boolean retire() {
    if (!fresh.isEmpty()) {
      return false;
    }
    poller = null;
    return true;
  }

  /** Stops what is watched, waits for its end, and ends the threads. */
  void close() {
    closing = true;
    Thread polling = poller;
    boolean interrupted = false;
    wake();
    while (polling != null && polling.isAlive() && polling != Thread.currentThread()) {
      try {
        polling.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    pool.shutdownNow();
    try {
      if (!pool.awaitTermination(1, TimeUnit.SECONDS)) {
        LOG.warn("A thread of the local transport hangs in the system and is left behind");
      }
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
