package dog.rebe.sandbox.overlay;

import dog.rebe.files.FileEntry;
import dog.rebe.files.FilePath;
import dog.rebe.files.FileType;
import dog.rebe.files.FileView;
import dog.rebe.outcome.Outcome;
import dog.rebe.outcome.Success;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Lists the folders of a tree before a command asks for them, several at a time, so that a long way
 * to the machine is not paid for once for each folder.
 */
final class WalkAhead {

  private final FileView view;
  private final Supplier<Duration> timeLeft;
  private final ExecutorService workers;
  private final AtomicInteger entriesLeft;
  private final Map<FilePath, CompletableFuture<Outcome<List<FileEntry>>>> listings =
      new ConcurrentHashMap<>();

  WalkAhead(FileView view, ExecutorService workers, int entries, Supplier<Duration> timeLeft) {
    this.view = view;
    this.workers = workers;
    this.timeLeft = timeLeft;
    this.entriesLeft = new AtomicInteger(entries);
  }

  /** Begins with a folder, and goes on with all that are below it. */
  void start(FilePath directory) {
    start(directory, /* deep= */ true);
  }

  /** Begins with a folder alone. */
  void startFolder(FilePath directory) {
    start(directory, /* deep= */ false);
  }

  private void start(FilePath directory, boolean deep) {
    CompletableFuture<Outcome<List<FileEntry>>> listing = new CompletableFuture<>();
    if (listings.putIfAbsent(directory, listing) == null) {
      workers.execute(() -> list(directory, deep, listing));
    }
  }

  private void list(
      FilePath directory, boolean deep, CompletableFuture<Outcome<List<FileEntry>>> listing) {
    try {
      int most = entriesLeft.get();
      if (most <= 0) {
        listing.cancel(false);
        return;
      }
      Outcome<List<FileEntry>> outcome = view.list(directory, most, timeLeft.get());
      if (outcome instanceof Success<List<FileEntry>> success) {
        entriesLeft.addAndGet(-success.result().size());
        if (deep) {
          below(directory, success.result());
        }
      }
      listing.complete(outcome);
    } finally {
      listing.cancel(false);
    }
  }

  private void below(FilePath directory, List<FileEntry> entries) {
    for (FileEntry entry : entries) {
      if (entry.attributes().type() == FileType.DIRECTORY && !workers.isShutdown()) {
        start(directory.resolve(entry.name()), /* deep= */ true);
      }
    }
  }

  /** The listing of a folder; empty if nobody began with it. Waits for one under way. */
  Optional<Outcome<List<FileEntry>>> take(FilePath directory) {
    CompletableFuture<Outcome<List<FileEntry>>> listing = listings.remove(directory);
    if (listing == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(listing.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException | java.util.concurrent.CancellationException e) {
      return Optional.empty();
    }
  }

  /** Nobody waits any longer; after the threads were stopped. */
  void stop() {
    listings.values().forEach(listing -> listing.cancel(false));
  }
}
