package dog.rebe.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that an executor makes because it was given none, and closes. */
final class OwnThreads {

  private static final int MOST_BLOCKING = 16;
  private static final long IDLE_SECONDS = 10;

  private final List<ExecutorService> pools = new ArrayList<>(2);
  private final List<SystemScheduler> schedulers = new ArrayList<>(1);

  SystemScheduler scheduler() {
    SystemScheduler made = SystemScheduler.create();
    schedulers.add(made);
    return made;
  }

  /** As many threads as processors, at least two: nothing that runs here blocks. */
  ExecutorService workers() {
    int processors = Math.max(2, Runtime.getRuntime().availableProcessors());
    AtomicInteger number = new AtomicInteger();
    ForkJoinPool made =
        new ForkJoinPool(
            processors,
            pool -> {
              ForkJoinWorkerThread thread =
                  ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(pool);
              thread.setName("rebe-worker-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            },
            null,
            true,
            0,
            processors,
            1,
            null,
            IDLE_SECONDS,
            TimeUnit.SECONDS);
    pools.add(made);
    return made;
  }

  /** At most 16 threads that end when there is nothing to do; what comes beyond waits in line. */
  ExecutorService blockingWorkers() {
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor made =
        new ThreadPoolExecutor(
            MOST_BLOCKING,
            MOST_BLOCKING,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "rebe-blocking-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    made.allowCoreThreadTimeOut(true);
    pools.add(made);
    return made;
  }

  /** Ends them all. What still hangs in code of others is interrupted and not waited for. */
  void close() {
    schedulers.forEach(SystemScheduler::close);
    pools.forEach(ExecutorService::shutdown);
    boolean interrupted = false;
    for (ExecutorService pool : pools) {
      try {
        if (!pool.awaitTermination(1, TimeUnit.SECONDS)) {
          pool.shutdownNow();
        }
      } catch (InterruptedException e) {
        interrupted = true;
        pool.shutdownNow();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
