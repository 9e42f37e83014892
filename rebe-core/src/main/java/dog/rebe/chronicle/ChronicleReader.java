package dog.rebe.chronicle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads the file of a {@link JsonLinesChronicle} from its first entry on, one entry at a time, and
 * checks each against the next: an entry is only handed out once the entry after it confirms its
 * digest. A damaged, removed or moved line is named. What is missing at the end, and a file that
 * was written anew as a whole, cannot be noticed here.
 *
 * <p>The file may be in use by a writer. Memory does not grow with its length. Not thread-safe.
 */
public final class ChronicleReader implements AutoCloseable {

  private static final String REMEDY =
      ". Keep the file as it is for whoever looks into it; trust no entry from there on";

  private final Path file;
  private final InputStream in;
  private final EntryParser parser = new EntryParser();
  private final byte[] buffer = new byte[64 * 1024];
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private int from;
  private int filled;
  private @Nullable RecordedEntry ahead;
  private long lineNumber;
  private long tornBytes;

  private ChronicleReader(Path file, InputStream in) {
    this.file = file;
    this.in = in;
  }

  /**
   * Opens a chronicle for reading.
   *
   * @throws ChronicleException if it cannot be read, or its first line is damaged
   */
  public static ChronicleReader open(Path file) {
    InputStream in;
    try {
      in = Files.newInputStream(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
    ChronicleReader reader = new ChronicleReader(file, in);
    try {
      reader.ahead = reader.readEntry(EntryLine.NOTHING_BEFORE);
    } catch (RuntimeException e) {
      reader.close();
      throw e;
    }
    return reader;
  }

  /**
   * The next entry; empty after the last.
   *
   * @throws ChronicleException if it or the line after it is damaged; the message names the line
   */
  public Optional<RecordedEntry> next() {
    RecordedEntry entry = ahead;
    if (entry == null) {
      return Optional.empty();
    }
    ahead = readEntry(entry.sha256());
    return Optional.of(entry);
  }

  /** The entries that are left, as a stream that throws what {@link #next} throws. */
  public Stream<RecordedEntry> entries() {
    return StreamSupport.stream(
        new AbstractSpliterator<>(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL) {
          @Override
          public boolean tryAdvance(Consumer<? super RecordedEntry> action) {
            Optional<RecordedEntry> entry = next();
            entry.ifPresent(action);
            return entry.isPresent();
          }
        },
        false);
  }

  /**
   * How many bytes at the end are no whole line: one is being written, or was torn by a crash.
   * Known after the last entry was read.
   */
  public long tornBytes() {
    return tornBytes;
  }

  private @Nullable RecordedEntry readEntry(String previous) {
    byte[] line = readLine();
    if (line == null) {
      return null;
    }
    EntryLine parsed;
    try {
      parsed = parser.parse(line);
    } catch (IllegalArgumentException e) {
      throw damaged(lineNumber, String.valueOf(e.getMessage()));
    }
    if (parsed.number() != lineNumber) {
      throw damaged(
          lineNumber,
          "it says that it is entry " + parsed.number() + ": entries were removed, moved or added");
    }
    String sha256 = EntryLine.sha256(line);
    if (!parsed.previous().equals(previous)) {
      throw broken(sha256);
    }
    return new RecordedEntry(lineNumber, parsed.entry(), sha256);
  }

  /** The line after tells which of the two was changed, the one before this or this one. */
  private ChronicleException broken(String sha256) {
    long suspect = lineNumber - 1;
    byte[] following = readLine();
    if (following != null && !confirms(following, sha256)) {
      suspect++;
    }
    return damaged(
        Math.max(1, suspect),
        "its digest is not the one that line " + (suspect + 1) + " has of it");
  }

  private boolean confirms(byte[] line, String sha256) {
    try {
      return parser.parse(line).previous().equals(sha256);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The next whole line without its end; null when there is none. */
  private byte @Nullable [] readLine() {
    bytes.reset();
    lineNumber++;
    while (from < filled || fill()) {
      int end = from;
      while (end < filled && buffer[end] != '\n') {
        end++;
      }
      bytes.write(buffer, from, end - from);
      from = end + 1;
      if (bytes.size() > ChronicleOptions.LARGEST_ENTRY_BYTES) {
        throw damaged(lineNumber, "it is longer than any entry");
      }
      if (end < filled) {
        return bytes.toByteArray();
      }
    }
    tornBytes = bytes.size();
    return null;
  }

  private boolean fill() {
    try {
      from = 0;
      filled = Math.max(0, in.read(buffer));
      return filled > 0;
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private ChronicleException damaged(long line, String why) {
    return new ChronicleException(
        "The chronicle " + file + " is damaged in line " + line + ": " + why + REMEDY);
  }

  private static ChronicleException unreadable(Path file, IOException e) {
    return new ChronicleException(
        "The chronicle " + file + " cannot be read (" + e + "): check its name and permissions", e);
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }
}
