package dog.rebe.chronicle;

import dog.rebe.change.CanonicalBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Beginnings of lines that wait for their place in the file, one behind the other in one array, and
 * who waits for them. Its memory is used again. Not thread-safe.
 */
final class PendingLines {

  /** How much is written at once. */
  static final int MAX_BYTES = 1024 * 1024;

  private static final int FIRST_BYTES = 16 * 1024;
  private static final int FIRST_LINES = 64;

  /** What is used to less than this part is halved. */
  private static final int SPARSE = 16;

  private final List<CompletableFuture<Void>> forced = new ArrayList<>();
  private byte[] bytes = new byte[FIRST_BYTES];
  private int[] ends = new int[FIRST_LINES];
  private int lines;
  private long weightBytes;

  boolean isEmpty() {
    return weightBytes == 0;
  }

  /** Whether with this line it would be larger than what is written at once. */
  boolean isTooFullFor(@Nullable CanonicalBuffer line) {
    return !isEmpty() && weightBytes + weightOf(line) > MAX_BYTES;
  }

  /**
   * Adds a line, by a copy.
   *
   * @param line null for no line, but the wish that all before it be forced
   * @param whenForced completes once all that was added so far is on the storage device; null if
   *     nobody waits for that
   */
  void add(@Nullable CanonicalBuffer line, @Nullable CompletableFuture<Void> whenForced) {
    weightBytes += weightOf(line);
    if (line != null) {
      append(line);
    }
    if (whenForced != null) {
      forced.add(whenForced);
    }
  }

  /** What a line counts as, by the measure of the limit on what waits. */
  static int weightOf(@Nullable CanonicalBuffer line) {
    return (line == null ? 0 : line.size()) + EntryLine.FRAME_BYTES;
  }

  private void append(CanonicalBuffer line) {
    int from = startOf(lines);
    int to = from + line.size();
    if (to > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(to, 2 * bytes.length));
    }
    if (lines == ends.length) {
      ends = Arrays.copyOf(ends, 2 * lines);
    }
    line.copyTo(bytes, from);
    ends[lines++] = to;
  }

  /** The sum of that. */
  long weightBytes() {
    return weightBytes;
  }

  /** Who waits until it is on the storage device. */
  List<CompletableFuture<Void>> forced() {
    return forced;
  }

  /** How many lines it holds. */
  int lines() {
    return lines;
  }

  /** The array that the lines stand in; valid until something is added. */
  byte[] array() {
    return bytes;
  }

  /** Where a line begins in the array. */
  int startOf(int line) {
    return line == 0 ? 0 : ends[line - 1];
  }

  /** Where it ends. */
  int endOf(int line) {
    return ends[line];
  }

  /** Forgets all, and step by step a memory that a flood has made large. */
  void clear() {
    if (bytes.length > FIRST_BYTES && startOf(lines) < bytes.length / SPARSE) {
      bytes = new byte[bytes.length / 2];
    }
    if (ends.length > FIRST_LINES && lines < ends.length / SPARSE) {
      ends = new int[ends.length / 2];
    }
    lines = 0;
    weightBytes = 0;
    forced.clear();
  }
}
