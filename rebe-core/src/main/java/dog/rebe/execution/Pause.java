package dog.rebe.execution;

import dog.rebe.outcome.FailureKind;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A call that waits for something outside. The wait is left once: by what the call waited for, or
 * by the call's stop. {@link #begin} comes before whatever is waited for is set off, so that the
 * call is never found in a place that it has left.
 */
final class Pause implements Stoppable {

  private static final AtomicIntegerFieldUpdater<Pause> LEFT =
      AtomicIntegerFieldUpdater.newUpdater(Pause.class, "left");

  private final Passage<?> passage;
  private final Corridor corridor;
  private final BiConsumer<Pause, StopCause> onStopped;
  private volatile int left;
  private volatile Scheduler.@Nullable Cancellation timer;

  /**
   * @param onStopped runs on a worker when the call's stop comes first
   */
  Pause(Passage<?> passage, Corridor corridor, BiConsumer<Pause, StopCause> onStopped) {
    this.passage = passage;
    this.corridor = corridor;
    this.onStopped = onStopped;
  }

  /**
   * A wait before anything is sent: a stop turns the call back.
   *
   * @param kindAtDeadline what it means that the deadline comes first
   * @param waitingFor what is waited for, for the author
   */
  static Pause beforeSending(
      Passage<?> passage, Corridor corridor, FailureKind kindAtDeadline, String waitingFor) {
    return new Pause(
        passage,
        corridor,
        (pause, cause) ->
            passage.refuse(
                cause == StopCause.DEADLINE ? kindAtDeadline : cause.kind(),
                "Ended while waiting for " + waitingFor));
  }

  Passage<?> passage() {
    return passage;
  }

  /**
   * Begins the wait.
   *
   * @return false if the call was stopped already and is on its way back
   */
  boolean begin() {
    passage.isAt(this);
    return left == 0;
  }

  boolean isLeft() {
    return left != 0;
  }

  /** Whether the caller is the one who may move the call on. */
  boolean leave() {
    if (LEFT.compareAndSet(this, 0, 1)) {
      passage.left();
      return true;
    }
    return false;
  }

  /** Moves the call on, on a worker, unless the call's stop was faster. */
  boolean resume(Step next) {
    boolean mine = leave();
    if (mine) {
      corridor.onWorker(passage, next);
    }
    return mine;
  }

  /** Calls this timer off when the call's stop comes first. */
  void cancelAtStop(Scheduler.Cancellation newTimer) {
    timer = newTimer;
    if (left != 0) {
      newTimer.cancel();
    }
  }

  @Override
  public void stop(StopCause cause) {
    if (leave()) {
      Scheduler.Cancellation waiting = timer;
      if (waiting != null) {
        waiting.cancel();
      }
      corridor.onWorker(passage, call -> onStopped.accept(this, cause));
    }
  }
}
