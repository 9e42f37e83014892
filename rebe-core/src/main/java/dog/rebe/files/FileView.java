package dog.rebe.files;

import dog.rebe.outcome.Outcome;
import java.time.Duration;
import java.util.List;

/**
 * A node's files, for reading only. Every method blocks the calling thread at most for its
 * deadline; threads may share a view. A failure's delivery is {@code NOT_STARTED} or {@code
 * COMPLETED}, never worse: nothing here changes anything.
 *
 * <p>Where there is nothing at a path, the failure's kind is {@code path-not-found}; where the
 * login may not look, {@code path-forbidden}; {@code path-failed} for what the source cannot tell
 * more of.
 */
public interface FileView extends AutoCloseable {

  /** The attributes of what the path names; a symbolic link itself, not its target. */
  Outcome<FileAttributes> stat(FilePath path, Duration deadline);

  /**
   * The entries of a directory with their attributes, without {@code .} and {@code ..}, in no
   * order.
   *
   * @param maxEntries more than these are a failure of kind {@code output-limit}; at least 1
   */
  Outcome<List<FileEntry>> list(FilePath directory, int maxEntries, Duration deadline);

  /** The target of a symbolic link, as it is written in it. */
  Outcome<FilePath> readLink(FilePath link, Duration deadline);

  /**
   * Bytes of a regular file.
   *
   * @param offset the first byte, from 0
   * @param length how many at most, from 1; fewer arrive at the end of the file
   */
  Outcome<byte[]> read(FilePath file, long offset, int length, Duration deadline);

  /**
   * Several such reads, as {@link #read} does each. A source behind a long way asks for many at a
   * time; by default one follows the other.
   *
   * @param parts what to read; some hundred at most, since their files may all be open at a time
   * @param deadline for all of them together where they are asked for at a time, otherwise for each
   * @return an outcome for each part, in their order
   */
  default List<Outcome<byte[]>> readEach(List<FilePart> parts, Duration deadline) {
    return parts.stream()
        .map(part -> read(part.path(), part.offset(), part.length(), deadline))
        .toList();
  }

  @Override
  void close();
}
