package dog.rebe.execution;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The thread that blocks until a call has its end. It walks the last piece of the call's way
 * itself: it is woken once, where a worker would have to be woken first, and then it. The first
 * thread that waits does that, and stays until the end; others only wait.
 */
final class Waiter<T> implements ForkJoinPool.ManagedBlocker {

  @SuppressWarnings("rawtypes")
  private static final AtomicReferenceFieldUpdater<Waiter, @Nullable Thread> THREAD =
      AtomicReferenceFieldUpdater.newUpdater(Waiter.class, Thread.class, "thread");

  @SuppressWarnings("rawtypes")
  private static final AtomicReferenceFieldUpdater<Waiter, @Nullable Move> OFFERED =
      AtomicReferenceFieldUpdater.newUpdater(Waiter.class, Move.class, "offered");

  private final CompletableFuture<T> end;
  private volatile @Nullable Thread thread;
  private volatile @Nullable Move offered;

  Waiter(CompletableFuture<T> end) {
    this.end = end;
  }

  /**
   * Shows it a piece of the way.
   *
   * @return whether there is a thread that surely walks it; otherwise somebody else has to, and one
   *     that comes to wait meanwhile may be faster
   */
  boolean takes(Move move) {
    offered = move;
    return wake();
  }

  /** Something is there: a piece of the way, or the end. Returns whether a thread waits. */
  boolean wake() {
    Thread waiting = thread;
    if (waiting == null) {
      return false;
    }
    if (waiting != Thread.currentThread()) {
      LockSupport.unpark(waiting);
    }
    return true;
  }

  /**
   * Blocks until the end is there. Whoever is interrupted has to come again: until the end, the
   * rest of the way may be his.
   */
  T await() throws InterruptedException {
    Thread current = Thread.currentThread();
    if (thread == current || THREAD.compareAndSet(this, null, current)) {
      while (!end.isDone()) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        Move move = OFFERED.getAndSet(this, null);
        if (move == null) {
          rest();
        } else {
          move.run();
        }
      }
    }
    try {
      return end.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("An outcome never fails", e);
    }
  }

  /** Where the thread is one of a pool that knows of blocking, another one steps in, if it may. */
  private void rest() throws InterruptedException {
    try {
      ForkJoinPool.managedBlock(this);
    } catch (RejectedExecutionException e) {
      block();
    }
  }

  /** The thread waits no more; without the end, what it was shown goes to another one. */
  void leave(Executor others) {
    if (THREAD.compareAndSet(this, Thread.currentThread(), null)) {
      Move left = OFFERED.getAndSet(this, null);
      if (left != null && !end.isDone()) {
        others.execute(left);
      }
    }
  }

  @Override
  public boolean block() {
    if (!isReleasable()) {
      LockSupport.park(this);
    }
    return true;
  }

  @Override
  public boolean isReleasable() {
    return offered != null || end.isDone();
  }
}
