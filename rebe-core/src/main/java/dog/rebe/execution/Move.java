package dog.rebe.execution;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * A piece of a call's way that more than one thread may be about to walk: whoever claims it first
 * does, and the others find nothing to do.
 */
final class Move implements Runnable {

  private static final AtomicIntegerFieldUpdater<Move> CLAIMED =
      AtomicIntegerFieldUpdater.newUpdater(Move.class, "claimed");

  private final Passage<?> passage;
  private final Step step;

  @SuppressWarnings("UnusedVariable") // by CLAIMED
  private volatile int claimed;

  Move(Passage<?> passage, Step step) {
    this.passage = passage;
    this.step = step;
  }

  /** Goes on with the call, unless somebody else does. */
  @Override
  public void run() {
    if (CLAIMED.compareAndSet(this, 0, 1)) {
      Corridor.run(passage, step);
    }
  }
}
