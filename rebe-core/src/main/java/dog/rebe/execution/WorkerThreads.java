package dog.rebe.execution;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import reactor.core.scheduler.Schedulers;

/** The workers, also in Reactor's form. */
record WorkerThreads(Executor executor, reactor.core.scheduler.Scheduler scheduler) {

  static WorkerThreads of(Executor executor) {
    return new WorkerThreads(
        executor, Schedulers.fromExecutor(task -> onWorkerOrHere(executor, task)));
  }

  /** Whoever asks after the workers have ended is answered by his own thread. */
  private static void onWorkerOrHere(Executor executor, Runnable task) {
    try {
      executor.execute(task);
    } catch (RejectedExecutionException e) {
      task.run();
    }
  }
}
