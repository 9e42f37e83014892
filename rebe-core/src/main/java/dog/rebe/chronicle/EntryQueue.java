package dog.rebe.chronicle;

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

  /** How much is written at once. */
  static final int MAX_BATCH_BYTES = 1024 * 1024;

  private static final int URGENT_BYTES = 64 * 1024;
  private static final long GATHERING_NANOS = 5_000_000;

  /** An entry on its way. */
  static final class Waiting {
    private final byte[] line;
    private final @Nullable CompletableFuture<Void> forced;

    Waiting(byte[] line, @Nullable CompletableFuture<Void> forced) {
      this.line = line;
      this.forced = forced;
    }

    /** No entry, but the wish that all before it be forced. */
    static Waiting forceOnly(CompletableFuture<Void> forced) {
      return new Waiting(new byte[0], forced);
    }

    boolean isForceOnly() {
      return line.length == 0;
    }

    /** The part of its line that does not depend on its place. */
    byte[] line() {
      return line;
    }

    /** Completes once the entry is on the storage device; null for one that is buffered. */
    @Nullable CompletableFuture<Void> forced() {
      return forced;
    }
  }

  /**
   * What the writer takes.
   *
   * @param entries in their order
   * @param refused how many entries were refused since the last batch because too much was waiting
   * @param last whether nothing comes after it
   */
  record Batch(List<Waiting> entries, long refused, boolean last) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final long maxWaitingBytes;
  private long waitingBytes;
  private long refused;
  private boolean forcedWaiting;
  private @Nullable ChronicleException end;
  private boolean closing;

  EntryQueue(long maxWaitingBytes) {
    this.maxWaitingBytes = maxWaitingBytes;
  }

  /** Takes an entry, or says why not. Never blocks for longer than the lock is held. */
  @Nullable ChronicleException offer(Waiting entry) {
    lock.lock();
    try {
      if (end != null) {
        return end;
      }
      int bytes = entry.line().length + EntryLine.FRAME_BYTES;
      if (waitingBytes + bytes > maxWaitingBytes) {
        refused++;
        return new ChronicleException(
            "More than "
                + maxWaitingBytes
                + " bytes wait to be written to the chronicle: the disk is too slow, or raise the"
                + " limit");
      }
      boolean first = waiting.isEmpty();
      waiting.add(entry);
      waitingBytes += bytes;
      forcedWaiting |= entry.forced() != null;
      if (first || isUrgent()) {
        changed.signal();
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until there is something, and takes as much of it as is written at once. */
  Batch take() {
    lock.lock();
    try {
      while (waiting.isEmpty() && !closing) {
        changed.awaitUninterruptibly();
      }
      gather();
      List<Waiting> entries = new ArrayList<>(waiting.size());
      long bytes = 0;
      while (!waiting.isEmpty() && (entries.isEmpty() || bytes < MAX_BATCH_BYTES)) {
        Waiting next = waiting.remove();
        bytes += next.line().length + EntryLine.FRAME_BYTES;
        entries.add(next);
      }
      waitingBytes -= bytes;
      Batch batch = new Batch(entries, refused, closing && waiting.isEmpty());
      forcedWaiting &= !waiting.isEmpty();
      refused = 0;
      return batch;
    } finally {
      lock.unlock();
    }
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

  /** Refuses everything from now on, for this reason, and returns what was still waiting. */
  List<Waiting> fail(ChronicleException reason) {
    lock.lock();
    try {
      end = reason;
      List<Waiting> rest = List.copyOf(waiting);
      waiting.clear();
      waitingBytes = 0;
      return rest;
    } finally {
      lock.unlock();
    }
  }
}
