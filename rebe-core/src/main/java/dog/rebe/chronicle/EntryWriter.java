package dog.rebe.chronicle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes. It writes all that waits at once and forces it at once (group
 * commit), so that one wait for the device serves everybody who waits. After a failure it writes
 * nothing more: what is on the device is then unknown.
 */
final class EntryWriter implements Runnable {

  private final EntryQueue queue;
  private final ChronicleFile file;
  private final String name;
  private final Clock clock;
  private final JournalWatcher watcher;
  private long number;
  private long endBytes;
  private final LineChain chain;
  private final LineBytes bytes = new LineBytes();
  private volatile @Nullable ChronicleException failure;

  EntryWriter(
      EntryQueue queue,
      ChronicleFile file,
      String name,
      Clock clock,
      JournalWatcher watcher,
      JournalEnd end) {
    this.queue = queue;
    this.file = file;
    this.name = name;
    this.clock = clock;
    this.watcher = watcher;
    this.number = end.number();
    this.endBytes = end.endBytes();
    this.chain = new LineChain(end.sha256());
  }

  /** Why it stopped writing, or could not write what was left; null if all was well. */
  @Nullable ChronicleException failure() {
    return failure;
  }

  @Override
  public void run() {
    boolean last = false;
    while (!last) {
      EntryQueue.Batch batch = queue.take();
      last = batch.last();
      if (failure == null) {
        write(batch, last);
      } else {
        settle(batch.lines().forced(), failure);
      }
    }
    try {
      watcher.ended();
    } finally {
      close();
    }
  }

  private void close() {
    try {
      file.close();
    } catch (IOException | RuntimeException e) {
      fail(e);
    }
  }

  private void write(EntryQueue.Batch batch, boolean force) {
    List<CompletableFuture<Void>> waiting = batch.lines().forced();
    try {
      ByteBuffer lines = lines(batch);
      int length = lines.remaining();
      file.append(lines);
      endBytes += length;
      if (force || !waiting.isEmpty()) {
        file.force();
        watcher.forced(number, endBytes);
      }
    } catch (IOException | RuntimeException | Error e) {
      List<CompletableFuture<Void>> lost = new ArrayList<>(waiting);
      lost.addAll(fail(e));
      settle(lost, failure);
      return;
    }
    settle(waiting, null);
  }

  /** Valid until the next. */
  private ByteBuffer lines(EntryQueue.Batch batch) {
    bytes.clear();
    if (batch.refused() > 0) {
      byte[] alert = EntryLine.begin(refusedAlert(batch.refused()));
      addLine(alert, 0, alert.length);
    }
    PendingLines lines = batch.lines();
    for (int line = 0; line < lines.lines(); line++) {
      int start = lines.startOf(line);
      addLine(lines.array(), start, lines.endOf(line) - start);
    }
    return bytes.buffer();
  }

  private ChronicleEntry refusedAlert(long refused) {
    Map<String, Object> fields = Map.of("alert", "entries-refused", "entries", refused);
    return ChronicleEntry.of(clock.instant(), EntryKind.ALERT, fields);
  }

  private void addLine(byte[] begin, int start, int length) {
    number++;
    chain.add(bytes, begin, start, length, number);
  }

  private List<CompletableFuture<Void>> fail(Throwable cause) {
    ChronicleException reason =
        new ChronicleException(
            "The chronicle "
                + name
                + " could not be written ("
                + cause.getMessage()
                + ") and takes no more entries: free or mend the disk, then open it again",
            cause);
    failure = reason;
    return queue.fail(reason);
  }

  private static void settle(
      List<CompletableFuture<Void>> waiting, @Nullable ChronicleException failure) {
    for (CompletableFuture<Void> forced : waiting) {
      if (failure == null) {
        forced.complete(null);
      } else {
        forced.completeExceptionally(failure);
      }
    }
  }
}
