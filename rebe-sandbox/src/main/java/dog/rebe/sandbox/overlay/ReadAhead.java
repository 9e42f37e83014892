package dog.rebe.sandbox.overlay;

import dog.rebe.files.FilePart;
import dog.rebe.files.FilePath;
import dog.rebe.files.FileView;
import dog.rebe.outcome.Outcome;
import dog.rebe.outcome.Success;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Reads small files before a command asks for them, many at a time, so that a long way to the
 * machine is not paid for once for each file. It holds a few megabytes at most, and goes on as they
 * are taken. What could not be read is forgotten: who asks for it reads it anew, and learns why.
 */
final class ReadAhead {

  /** Larger ones are quick enough on their own, since their pieces are asked for at a time. */
  static final int LARGEST_BYTES = 256 * 1024;

  private static final int MOST_HELD_BYTES = 8 << 20;
  private static final int MOST_IN_BATCH = 64;
  private static final int MOST_BATCH_BYTES = 1 << 20;

  /** A file that somebody will read whole. */
  record Wanted(FilePath path, int length) {}

  private record Promise(int length, CompletableFuture<Optional<byte[]>> content) {}

  private final FileView view;
  private final Executor workers;
  private final Supplier<Duration> timeLeft;
  private final int mostBatches;
  private final Deque<Wanted> queue = new ArrayDeque<>();
  private final Map<FilePath, Promise> promises = new HashMap<>();
  private long bytesLeft;
  private int heldBytes;
  private int batches;

  /**
   * A reader.
   *
   * @param bytesLeft it reads no more than these in all
   */
  ReadAhead(
      FileView view,
      Executor workers,
      int mostBatches,
      long bytesLeft,
      Supplier<Duration> timeLeft) {
    this.view = view;
    this.workers = workers;
    this.mostBatches = mostBatches;
    this.bytesLeft = bytesLeft;
    this.timeLeft = timeLeft;
  }

  /** Begins with these, in their order; what it was told before and nobody took is forgotten. */
  synchronized void start(List<Wanted> files) {
    queue.clear();
    promises.values().forEach(promise -> heldBytes -= promise.length());
    promises.clear();
    for (Wanted file : files) {
      if (file.length() > 0 && file.length() <= LARGEST_BYTES) {
        queue.add(file);
      }
    }
    pump();
  }

  private synchronized void pump() {
    while (batches < mostBatches) {
      List<Wanted> batch = nextBatch();
      if (batch.isEmpty()) {
        return;
      }
      batches++;
      List<CompletableFuture<Optional<byte[]>>> contents = new ArrayList<>();
      for (Wanted file : batch) {
        Promise promise = new Promise(file.length(), new CompletableFuture<>());
        heldBytes += file.length();
        bytesLeft -= file.length();
        promises.put(file.path(), promise);
        contents.add(promise.content());
      }
      workers.execute(() -> read(batch, contents));
    }
  }

  private List<Wanted> nextBatch() {
    List<Wanted> batch = new ArrayList<>();
    long bytes = 0;
    while (batch.size() < MOST_IN_BATCH && bytes < MOST_BATCH_BYTES) {
      Wanted next = queue.peek();
      if (next == null || bytes + next.length() > bytesLeft) {
        queue.clear();
        break;
      }
      if (heldBytes + bytes + next.length() > MOST_HELD_BYTES) {
        break;
      }
      queue.remove();
      if (!promises.containsKey(next.path())) {
        batch.add(next);
        bytes += next.length();
      }
    }
    return batch;
  }

  private void read(List<Wanted> batch, List<CompletableFuture<Optional<byte[]>>> contents) {
    try {
      List<FilePart> parts =
          batch.stream().map(file -> new FilePart(file.path(), 0, file.length())).toList();
      List<Outcome<byte[]>> outcomes = view.readEach(parts, timeLeft.get());
      for (int i = 0; i < contents.size(); i++) {
        contents
            .get(i)
            .complete(
                outcomes.get(i) instanceof Success<byte[]> success
                    ? Optional.of(success.result())
                    : Optional.empty());
      }
    } finally {
      contents.forEach(content -> content.complete(Optional.empty()));
      synchronized (this) {
        batches--;
      }
      pump();
    }
  }

  /** The content of a file, if it is there or on its way; waits for it. Each can be had once. */
  Optional<byte[]> take(FilePath path) {
    Promise promise;
    synchronized (this) {
      promise = promises.remove(path);
      if (promise == null) {
        return Optional.empty();
      }
      heldBytes -= promise.length();
    }
    pump();
    try {
      return promise.content().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException | CancellationException e) {
      return Optional.empty();
    }
  }

  /** Nobody waits any longer. */
  synchronized void stop() {
    queue.clear();
    promises.values().forEach(promise -> promise.content().complete(Optional.empty()));
    promises.clear();
  }
}
