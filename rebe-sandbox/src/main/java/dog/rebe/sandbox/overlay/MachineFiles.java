package dog.rebe.sandbox.overlay;

import dog.rebe.files.FileAttributes;
import dog.rebe.files.FileEntry;
import dog.rebe.files.FilePath;
import dog.rebe.files.FileView;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import dog.rebe.outcome.Success;
import dog.rebe.outcome.VisibleText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A machine's files within a budget. What cannot be read is no error that a command sees, but the
 * end of what the preview can tell. Used by one thread at a time.
 */
public final class MachineFiles implements AutoCloseable {

  private static final int CHUNK_BYTES = 1 << 20;
  private static final int MAX_DETAIL = 300;

  /** Contents that are kept, since they are compared once the command has ended. */
  private static final int MOST_KEPT_BYTES = 16 << 20;

  /** PATH_MAX without a slash, a name of NAME_MAX, and the end of the text. */
  private static final int LONGEST_FOLDER_BYTES = 4096 - 1 - 255 - 1;

  /** What was read last. */
  private static final class Chunk {
    final FilePath path;
    final long offset;
    final byte[] bytes;

    Chunk(FilePath path, long offset, byte[] bytes) {
      this.path = path;
      this.offset = offset;
      this.bytes = bytes;
    }
  }

  private final FileView view;
  private final ReadBudget budget;
  private final Unknown unknown;
  private final Footprints footprints;
  private final LongSupplier nanoTime;
  private final ExecutorService workers;
  private final WalkAhead listings;
  private final ReadAhead reads;
  private final Map<FilePath, byte[]> kept = new HashMap<>();
  private final long startedNanos;
  private @Nullable Chunk chunk;
  private long bytesLeft;
  private int entriesLeft;
  private long bytesRead;
  private int keepBytesLeft = MOST_KEPT_BYTES;

  /** Reads through this view, which the caller closes later. */
  public MachineFiles(
      FileView view,
      ReadBudget budget,
      Unknown unknown,
      Footprints footprints,
      LongSupplier nanoTime) {
    this.view = view;
    this.budget = budget;
    this.unknown = unknown;
    this.footprints = footprints;
    this.nanoTime = nanoTime;
    this.startedNanos = nanoTime.getAsLong();
    this.bytesLeft = budget.contentBytes();
    this.entriesLeft = budget.entries();
    this.workers = AheadThreads.start(budget.inParallel());
    this.listings = new WalkAhead(view, workers, budget.entries(), this::timeLeft);
    this.reads =
        new ReadAhead(
            view,
            workers,
            Math.max(1, budget.inParallel() / 2),
            budget.contentBytes(),
            this::timeLeft);
  }

  Unknown unknown() {
    return unknown;
  }

  /** How many bytes of files were read. */
  public long bytesRead() {
    return bytesRead;
  }

  Optional<FileAttributes> statRoot() {
    FilePath root = FilePath.of("/");
    return Optional.of(require(root, view.stat(root, timeLeft())));
  }

  /**
   * Where a view does not say why it has no attributes, the folder's list tells nothing from no.
   */
  Optional<FileAttributes> stat(FilePath path, FilePath directory) {
    takeEntries(1);
    Outcome<FileAttributes> outcome = view.stat(path, timeLeft());
    if (outcome instanceof Success<FileAttributes> success) {
      return Optional.of(success.result());
    }
    FailureKind kind = ((Failure<FileAttributes>) outcome).kind();
    if (kind.equals(FailureKind.PATH_NOT_FOUND)) {
      return Optional.empty();
    }
    if (kind.equals(FailureKind.PATH_FAILED)) {
      for (FileEntry entry : list(directory)) {
        if (directory.resolve(entry.name()).equals(path)) {
          throw cannotRead(path, (Failure<FileAttributes>) outcome);
        }
      }
      return Optional.empty();
    }
    throw cannotRead(path, (Failure<FileAttributes>) outcome);
  }

  List<FileEntry> list(FilePath directory) {
    if (directory.bytes().length > LONGEST_FOLDER_BYTES) {
      // OpenSSH's server leaves out entries whose paths are longer than PATH_MAX, and says nothing
      throw unknown.because(
          "a folder's path has more than "
              + LONGEST_FOLDER_BYTES
              + " bytes, and what is in it may not be told: "
              + shown(directory));
    }
    List<FileEntry> entries =
        require(
            directory,
            listings
                .take(directory)
                .orElseGet(() -> view.list(directory, Math.max(1, entriesLeft), timeLeft())));
    takeEntries(entries.size());
    return entries;
  }

  void walkAhead(FilePath directory) {
    listings.start(directory);
  }

  void listAhead(FilePath directory) {
    listings.startFolder(directory);
  }

  /** Begins to read what will be read whole, in this order. */
  void readAhead(List<MachineBody> files) {
    List<ReadAhead.Wanted> wanted = new ArrayList<>();
    for (MachineBody file : files) {
      if (file.sizeBytes() <= ReadAhead.LARGEST_BYTES && !kept.containsKey(file.path())) {
        wanted.add(new ReadAhead.Wanted(file.path(), (int) file.sizeBytes()));
      }
    }
    if (wanted.size() > 1) {
      reads.start(wanted);
    }
  }

  byte[] readLink(FilePath link) {
    return require(link, view.readLink(link, timeLeft())).bytes();
  }

  int read(FilePath file, long sizeBytes, long position, byte[] into, int length) {
    Chunk known = chunk;
    if (known == null || !known.path.equals(file) || !holds(known, position)) {
      known = readChunk(file, sizeBytes, position);
      chunk = known;
    }
    int from = (int) (position - known.offset);
    int count = Math.min(length, known.bytes.length - from);
    System.arraycopy(known.bytes, from, into, 0, count);
    return count;
  }

  private static boolean holds(Chunk chunk, long position) {
    return position >= chunk.offset && position < chunk.offset + chunk.bytes.length;
  }

  private Chunk readChunk(FilePath file, long sizeBytes, long position) {
    byte[] known = kept.get(file);
    if (known != null && known.length == sizeBytes) {
      return new Chunk(file, 0, known);
    }
    int wanted = (int) Math.min(CHUNK_BYTES, sizeBytes - position);
    if (wanted > bytesLeft) {
      throw unknown.because(
          "reading "
              + shown(file)
              + " takes more than "
              + budget.contentBytes()
              + " bytes of files in all, which is what may be read");
    }
    byte[] bytes = content(file, position, wanted);
    if (bytes.length != wanted) {
      throw unknown.because(shown(file) + " changed while it was read");
    }
    bytesLeft -= bytes.length;
    bytesRead += bytes.length;
    if (!footprints.read(
        new Footprints.Read(file, position, bytes.length, Footprints.sha256(bytes)))) {
      throw unknown.because(shown(file) + " changed between two reads of it");
    }
    if (bytes.length == sizeBytes && bytes.length <= keepBytesLeft) {
      keepBytesLeft -= bytes.length;
      kept.put(file, bytes);
    }
    return new Chunk(file, position, bytes);
  }

  private byte[] content(FilePath file, long position, int length) {
    if (position == 0) {
      Optional<byte[]> ahead = reads.take(file);
      if (ahead.isPresent()) {
        return ahead.get();
      }
    }
    return require(file, view.read(file, position, length, timeLeft()));
  }

  private void takeEntries(int count) {
    entriesLeft -= count;
    if (entriesLeft < 0) {
      throw unknown.because(
          "there are more than " + budget.entries() + " files to look at, which is the limit");
    }
  }

  private Duration timeLeft() {
    Duration left = budget.time().minusNanos(nanoTime.getAsLong() - startedNanos);
    return left.isNegative() || left.isZero() ? Duration.ofNanos(1) : left;
  }

  private <T> T require(FilePath path, Outcome<T> outcome) {
    if (outcome instanceof Success<T> success) {
      return success.result();
    }
    throw cannotRead(path, (Failure<T>) outcome);
  }

  private RuntimeException cannotRead(FilePath path, Failure<?> failure) {
    if (failure.kind().equals(FailureKind.PATH_FORBIDDEN)) {
      return unknown.unreadable(
          path, "this login may not read " + shown(path) + ", so what is in it is not known");
    }
    if (timeLeft().toNanos() <= 1) {
      return unknown.because("the preview took longer than " + budget.time());
    }
    String why =
        failure.kind().equals(FailureKind.OUTPUT_LIMIT)
            ? " has more than " + budget.entries() + " entries, which is the limit"
            : " could not be read (" + VisibleText.line(failure.detail(), MAX_DETAIL) + ")";
    return unknown.because(shown(path) + why);
  }

  static String shown(FilePath path) {
    return VisibleText.line(path.bytes(), MAX_DETAIL);
  }

  @Override
  public void close() {
    reads.stop();
    workers.shutdownNow();
    listings.stop();
  }
}
