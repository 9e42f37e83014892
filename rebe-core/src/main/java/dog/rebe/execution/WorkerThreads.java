package dog.rebe.execution;

import java.util.concurrent.Executor;
import reactor.core.scheduler.Schedulers;

/** The workers, also in Reactor's form. */
record WorkerThreads(Executor executor, reactor.core.scheduler.Scheduler scheduler) {

  static WorkerThreads of(Executor executor) {
    return new WorkerThreads(executor, Schedulers.fromExecutor(executor));
  }
}
