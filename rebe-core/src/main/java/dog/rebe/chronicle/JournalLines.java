package dog.rebe.chronicle;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The lines of a file of entries from some byte on, without their ends. Not thread-safe. */
final class JournalLines implements AutoCloseable {

  private static final int BUFFER_BYTES = 256 * 1024;

  private final InputStream in;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int from;
  private int filled;
  private long position;

  private JournalLines(InputStream in, long position) {
    this.in = in;
    this.position = position;
  }

  static JournalLines open(Path file, long position) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    channel.position(position);
    return new JournalLines(Channels.newInputStream(channel), position);
  }

  /** The next line, which must be there. */
  byte[] next() throws IOException {
    line.reset();
    while (true) {
      if (from == filled) {
        fill();
      }
      int end = from;
      while (end < filled && buffer[end] != '\n') {
        end++;
      }
      line.write(buffer, from, end - from);
      position += end - from;
      if (line.size() > ChronicleOptions.LARGEST_ENTRY_BYTES) {
        throw new IOException("A line is longer than any entry");
      }
      from = end;
      if (end < filled) {
        from++;
        position++;
        return line.toByteArray();
      }
    }
  }

  private void fill() throws IOException {
    from = 0;
    filled = Math.max(0, in.read(buffer));
    if (filled == 0) {
      throw new EOFException("The file ends before the entry that was looked for");
    }
  }

  /** The byte after the last line that was read. */
  long position() {
    return position;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
