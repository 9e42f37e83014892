package dog.rebe.execution;

import dog.rebe.outcome.FailureKind;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The line of steps that every call travels, and the threads on which it moves.
 *
 * <pre>
 * admission → intent → epoch → tries → approval → breakers → connection rate → bulkhead → secrets → handover
 *                                ↑                                                                     │
 *                                └──────────────── each attempt's one end ─────────────────────────────┘
 *                                ↓
 *                     decoding → explaining → outcome recording → arrival
 * </pre>
 */
final class Corridor {

  private static final Logger LOG = LoggerFactory.getLogger(Corridor.class);

  private final Surroundings surroundings;
  private final Running running;
  private final Step front;
  private final Step back;

  Corridor(Surroundings surroundings, Running running) {
    this.surroundings = surroundings;
    this.running = running;
    Records records = new Records(surroundings);

    back =
        new Decoding(
            surroundings,
            new Explaining(surroundings, new OutcomeRecording(records, new Arrival(running))));

    Step secrets = new SecretFetch(this, new Handover(surroundings));
    Step bulkhead = new BulkheadStep(surroundings.health(), this, secrets);
    Step rate = new ConnectionRate(surroundings, this, bulkhead);
    Step breakers = new BreakerStep(surroundings, rate);
    Step approval = new Approval(surroundings, records, this, breakers);
    Step tries = new Tries(surroundings, this, approval, back);

    Step epoch = new EpochLearning(surroundings, this, tries);
    front = new Admission(surroundings, running, new IntentRecording(records, this, epoch));
  }

  Scheduler scheduler() {
    return surroundings.scheduler();
  }

  /** Sets a call on its way. Returns at once, often before it has an outcome. */
  void start(Passage<?> passage) {
    run(passage, front);
  }

  /** A call that must not begin still gets its outcome by the way back, recorded like any other. */
  void refuse(Passage<?> passage, FailureKind kind, String detail) {
    passage.admit(surroundings.scheduler().nanoTime());
    wayBack(passage, AttemptResult.notStarted(kind, detail));
  }

  /** A call that is refused before its first try goes straight to the way back. */
  void wayBack(Passage<?> passage, AttemptResult refused) {
    passage.endsWith(refused);
    towardsItsEnd(passage, back);
  }

  /**
   * The call goes on with this step by the thread that waits for it, if there is one, or on a
   * worker. Only for what sends nothing: a thread of the caller's may be interrupted.
   */
  void towardsItsEnd(Passage<?> passage, Step step) {
    Move move = new Move(passage, step);
    if (!passage.recipient().takes(move)) {
      on(surroundings.workers(), move);
    }
  }

  /** The call goes on with this step on a worker, or here if the workers take nothing more. */
  void onWorker(Passage<?> passage, Step step) {
    on(surroundings.workers(), new Move(passage, step));
  }

  /** Runs code of others that may block, where that stops no other call. */
  void block(Runnable task) {
    surroundings.blockingWorkers().execute(task);
  }

  private void on(Executor threads, Move move) {
    try {
      threads.execute(move);
    } catch (RejectedExecutionException e) {
      if (!running.isClosed()) {
        LOG.error("The workers take nothing more; the call goes on where it is", e);
      }
      move.run();
    }
  }

  static void run(Passage<?> passage, Step step) {
    try {
      step.enter(passage);
    } catch (RuntimeException | Error e) {
      LOG.error("A step of the corridor broke", e);
      passage.breakDown(e);
    }
  }
}
