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
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A machine's files within a budget. What cannot be read is no error that a command sees, but the
 * end of what the preview can tell. Used by one thread at a time.
 */
public final class MachineFiles implements AutoCloseable {

  private static final int CHUNK_BYTES = 1 << 20;
  private static final int MAX_DETAIL = 300;

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
  private final WalkAhead ahead;
  private final long startedNanos;
  private @Nullable Chunk chunk;
  private long bytesLeft;
  private int entriesLeft;
  private long bytesRead;

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
    this.ahead = new WalkAhead(view, budget.inParallel(), budget.entries(), this::timeLeft);
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
            ahead
                .take(directory)
                .orElseGet(() -> view.list(directory, Math.max(1, entriesLeft), timeLeft())));
    takeEntries(entries.size());
    return entries;
  }

  void walkAhead(FilePath directory) {
    ahead.start(directory);
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
    int wanted = (int) Math.min(CHUNK_BYTES, sizeBytes - position);
    if (wanted > bytesLeft) {
      throw unknown.because(
          "reading "
              + shown(file)
              + " takes more than "
              + budget.contentBytes()
              + " bytes of files in all, which is what may be read");
    }
    byte[] bytes = require(file, view.read(file, position, wanted, timeLeft()));
    if (bytes.length != wanted) {
      throw unknown.because(shown(file) + " changed while it was read");
    }
    bytesLeft -= bytes.length;
    bytesRead += bytes.length;
    footprints.read(new Footprints.Read(file, position, bytes.length, Footprints.sha256(bytes)));
    return new Chunk(file, position, bytes);
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
    ahead.close();
  }
}
