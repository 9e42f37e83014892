package dog.rebe.chronicle;

import dog.rebe.change.CanonicalBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A chronicle in a file: one JSON object on a line, each with its number and the SHA-256 of the
 * line before it, so that a changed, removed or moved line shows when it is {@linkplain
 * ChronicleReader read}. It cannot show that whole lines are missing at the end, or that somebody
 * wrote all of it anew: for that a copy of a digest must be kept elsewhere.
 *
 * <ul>
 *   <li>The file is for its owner only (mode 600; wider permissions are taken away and that is
 *       recorded), is no link, and has one writer: a second one, here or in another process, is
 *       refused. Beside it stand two small files whose names end in {@code .lock} and {@code
 *       .holder}.
 *   <li>One thread writes. It forces to the device once for all that wait ({@link
 *       Durability#FORCED}); what is {@link Durability#BUFFERED} is written within some
 *       milliseconds and forced with the next forced entry or at close.
 *   <li>What a crash left half written at the end is cut off when the file is opened. The {@link
 *       EntryKind#OPENED} entry says how many bytes that were.
 *   <li>When writing or forcing fails, every entry that waits fails, and so does every later one:
 *       nobody can know any more what is on the device.
 * </ul>
 *
 * <p>Thread-safe. The stage of a forced entry completes on the writing thread: continue elsewhere,
 * and never wait there for another entry.
 */
public final class JsonLinesChronicle implements Chronicle {

  private static final CompletableFuture<Void> ACCEPTED = CompletableFuture.completedFuture(null);
  private static final long FORMAT = 1;

  private final ChronicleOptions options;
  private final String name;
  private final EntryQueue queue;
  private final EntryWriter writer;
  private final Thread thread;
  private final SpareBuffers spares = new SpareBuffers();
  private final AtomicBoolean closed = new AtomicBoolean();

  private JsonLinesChronicle(
      ChronicleFile file,
      String name,
      ChronicleOptions options,
      JournalWatcher watcher,
      JournalEnd end) {
    this.options = options;
    this.name = name;
    this.queue = new EntryQueue(options.maxWaitingBytes());
    this.writer = new EntryWriter(queue, file, name, options.clock(), watcher, end);
    this.thread = new Thread(writer, "rebe-chronicle");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Opens this file, or creates it, with the default options. The folder must exist.
   *
   * @throws ChronicleException if it cannot be opened, another writer has it, or its end is damaged
   *     in a way that no crash explains
   */
  public static JsonLinesChronicle open(Path file) {
    return open(file, ChronicleOptions.defaults());
  }

  /**
   * Opens this file, or creates it. The folder must exist. Blocks until the entry that says so is
   * on the device.
   *
   * @throws ChronicleException if it cannot be opened, another writer has it, or its end is damaged
   *     in a way that no crash explains
   */
  public static JsonLinesChronicle open(Path file, ChronicleOptions options) {
    return open(file, options, JournalWatcher.NOBODY);
  }

  static JsonLinesChronicle open(Path file, ChronicleOptions options, JournalWatcher watcher) {
    try {
      Path real = realPath(file);
      DiskFile disk = DiskFile.open(real);
      try {
        return begin(disk, real, options, watcher);
      } catch (IOException | RuntimeException e) {
        disk.close();
        throw e;
      }
    } catch (IOException e) {
      throw new ChronicleException(
          "The chronicle "
              + file
              + " cannot be opened ("
              + e
              + "): check that its folder is there, that this user may write there, and that the"
              + " disk is not full",
          e);
    }
  }

  /** One name for one file, by whichever way its folder was named. */
  private static Path realPath(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Path name = file.getFileName();
    if (folder == null || name == null) {
      throw new ChronicleException("'" + file + "' is no name of a file for a chronicle");
    }
    return folder.toRealPath().resolve(name);
  }

  private static JsonLinesChronicle begin(
      DiskFile disk, Path file, ChronicleOptions options, JournalWatcher watcher)
      throws IOException {
    TailRecovery tail = TailRecovery.run(file, disk.channel());
    watcher.recovered(tail.number());
    Map<String, Object> fields = new TreeMap<>();
    fields.put("format", FORMAT);
    if (tail.cutBytes() > 0) {
      fields.put("cutBytes", tail.cutBytes());
    }
    disk.widerPermissions().ifPresent(permissions -> fields.put("hadPermissions", permissions));
    byte[] begin =
        EntryLine.begin(ChronicleEntry.of(options.clock().instant(), EntryKind.OPENED, fields));
    byte[] rest = EntryLine.finish(tail.number() + 1, tail.sha256());
    disk.append(
        ByteBuffer.allocate(begin.length + rest.length + 1)
            .put(begin)
            .put(rest)
            .put((byte) '\n')
            .flip());
    disk.force();
    JournalEnd end =
        new JournalEnd(tail.number() + 1, disk.channel().position(), EntryLine.sha256(begin, rest));
    watcher.forced(end.number(), end.endBytes());
    return new JsonLinesChronicle(disk, file.toString(), options, watcher, end);
  }

  /** Over any file, with no entry yet. */
  static JsonLinesChronicle over(ChronicleFile file, ChronicleOptions options) {
    return new JsonLinesChronicle(
        file, "under test", options, JournalWatcher.NOBODY, JournalEnd.OF_NOTHING);
  }

  @Override
  public CompletionStage<Void> append(ChronicleEntry entry, Durability durability) {
    CompletableFuture<Void> forced =
        durability == Durability.FORCED ? new CompletableFuture<>() : null;
    CanonicalBuffer buffer = spares.take();
    try {
      EntryLine.begin(entry, buffer);
      ChronicleException refusal = offer(buffer, forced);
      if (refusal != null) {
        return CompletableFuture.failedFuture(refusal);
      }
    } catch (IllegalArgumentException e) {
      return CompletableFuture.failedFuture(
          new ChronicleException("The entry cannot be written as JSON: " + e.getMessage(), e));
    } finally {
      spares.giveBack(buffer);
    }
    return forced == null ? ACCEPTED : forced;
  }

  private @Nullable ChronicleException offer(
      CanonicalBuffer line, @Nullable CompletableFuture<Void> forced) {
    if (line.size() + EntryLine.FRAME_BYTES > options.maxEntryBytes()) {
      return new ChronicleException(
          "The entry has "
              + line.size()
              + " bytes, and at most "
              + (options.maxEntryBytes() - EntryLine.FRAME_BYTES)
              + " fit into the chronicle "
              + name
              + ": record a digest of what is large");
    }
    return queue.offer(line, forced);
  }

  /** Forces all that was appended before. */
  CompletableFuture<Void> force() {
    CompletableFuture<Void> forced = new CompletableFuture<>();
    ChronicleException refusal = queue.offer(null, forced);
    return refusal == null ? forced : CompletableFuture.failedFuture(refusal);
  }

  /** Takes no more entries, for this reason, and fails those that wait. */
  void fail(ChronicleException reason) {
    for (CompletableFuture<Void> forced : queue.fail(reason)) {
      forced.completeExceptionally(reason);
    }
  }

  /**
   * Writes what is waiting, forces it, and closes. Idempotent. An interrupt does not cut it short;
   * the flag is kept.
   *
   * @throws ChronicleException if an entry that had been accepted could not be written, now or
   *     earlier
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    queue.close(new ChronicleException("The chronicle " + name + " is closed"));
    boolean interrupted = false;
    while (thread.isAlive() && thread != Thread.currentThread()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    ChronicleException failure = writer.failure();
    if (failure != null) {
      throw failure;
    }
  }
}
