package dog.rebe.chronicle;

import dog.rebe.change.CanonicalBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be written, bounded in bytes. Anybody offers; one writer takes. Once it has failed
 * or is closed it takes nothing more, for good.
 */
final class EntryQueue {

  private static final int URGENT_BYTES = 128 * 1024;
  private static final long GATHERING_NANOS = 5_000_000;

  /**
   * What the writer takes.
   *
   * @param lines in their order; the writer's until he takes again
   * @param refused how many entries were refused since the last batch because too much was waiting
   * @param last whether nothing comes after it
   */
  record Batch(PendingLines lines, long refused, boolean last) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final long maxWaitingBytes;

  /** Full ones, in their order, and behind them the one that is being filled. */
  private final Deque<PendingLines> full = new ArrayDeque<>(0);

  private PendingLines filling = new PendingLines();
  private @Nullable PendingLines taken;
  private long waitingBytes;
  private long refused;
  private boolean forcedWaiting;
  private @Nullable ChronicleException end;
  private boolean closing;

  EntryQueue(long maxWaitingBytes) {
    this.maxWaitingBytes = maxWaitingBytes;
  }

  /**
   * Takes the beginning of a line, which is copied, or says why not. Never blocks for longer than
   * the lock is held.
   *
   * @param line null for no line, but the wish that all before it be forced
   * @param forced completes once it is on the storage device; null for a line that is buffered
   */
  @Nullable ChronicleException offer(
      @Nullable CanonicalBuffer line, @Nullable CompletableFuture<Void> forced) {
    lock.lock();
    try {
      if (end != null) {
        return end;
      }
      int bytes = PendingLines.weightOf(line);
      if (waitingBytes + bytes > maxWaitingBytes) {
        refused++;
        return new ChronicleException(
            "More than "
                + maxWaitingBytes
                + " bytes wait to be written to the chronicle: the disk is too slow, or raise the"
                + " limit");
      }
      boolean first = isEmpty();
      if (filling.isTooFullFor(line)) {
        full.add(filling);
        filling = new PendingLines();
      }
      filling.add(line, forced);
      waitingBytes += bytes;
      forcedWaiting |= forced != null;
      if (first || isUrgent()) {
        changed.signal();
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  private boolean isEmpty() {
    return full.isEmpty() && filling.isEmpty();
  }

  /**
   * Waits until there is something, and takes as much of it as is written at once. What was taken
   * before is used again.
   */
  Batch take() {
    lock.lock();
    try {
      while (isEmpty() && !closing) {
        changed.awaitUninterruptibly();
      }
      gather();
      PendingLines next = full.isEmpty() ? refill() : full.remove();
      taken = next;
      waitingBytes -= next.weightBytes();
      forcedWaiting = isForcedWaiting();
      Batch batch = new Batch(next, refused, closing && isEmpty());
      refused = 0;
      return batch;
    } finally {
      lock.unlock();
    }
  }

  /** The two that are filled and written in turn, while what comes fits into one. */
  private PendingLines refill() {
    PendingLines next = filling;
    PendingLines spare = taken == null ? new PendingLines() : taken;
    spare.clear();
    filling = spare;
    return next;
  }

  private boolean isForcedWaiting() {
    boolean is = !filling.forced().isEmpty();
    for (PendingLines next : full) {
      is |= !next.forced().isEmpty();
    }
    return is;
  }

  /**
   * Where nobody waits, a moment's entries are written at once: waking for each of them would cost
   * more than all else about it.
   */
  private void gather() {
    boolean interrupted = false;
    long left = GATHERING_NANOS;
    while (left > 0 && !isUrgent()) {
      try {
        left = changed.awaitNanos(left);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isUrgent() {
    return closing || forcedWaiting || waitingBytes >= Math.min(URGENT_BYTES, maxWaitingBytes / 2);
  }

  /** Refuses everything from now on, for this reason. What waits is still taken. */
  void close(ChronicleException reason) {
    lock.lock();
    try {
      if (end == null) {
        end = reason;
      }
      closing = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Refuses everything from now on, for this reason, and returns who was still waiting. */
  List<CompletableFuture<Void>> fail(ChronicleException reason) {
    lock.lock();
    try {
      end = reason;
      List<CompletableFuture<Void>> waiting = new ArrayList<>();
      full.forEach(lines -> waiting.addAll(lines.forced()));
      waiting.addAll(filling.forced());
      full.clear();
      filling.clear();
      waitingBytes = 0;
      forcedWaiting = false;
      return waiting;
    } finally {
      lock.unlock();
    }
  }
}
