package dog.rebe.chronicle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Looks at the end of a chronicle before anything is appended, and cuts off what a crash left half
 * written: a line without its end, or pages that the file system filled with zeros. Only the end is
 * read, so opening takes the same time whatever the length.
 *
 * @param number of the last whole entry; 0 if there is none
 * @param sha256 the digest of its line
 * @param cutBytes how many bytes were cut off
 */
record TailRecovery(long number, String sha256, long cutBytes) {

  /** Longer than what may be written at once, so that whatever was not forced lies within it. */
  private static final int WINDOW_BYTES =
      2 * (PendingLines.MAX_BYTES + ChronicleOptions.LARGEST_ENTRY_BYTES);

  static TailRecovery run(Path file, FileChannel channel) throws IOException {
    long size = channel.size();
    long windowStart = Math.max(0, size - WINDOW_BYTES);
    byte[] window = read(channel, windowStart, (int) (size - windowStart));

    int end = lastLineEnd(window, firstZero(window));
    if (end == 0 && windowStart > 0) {
      throw damaged(file, "its last " + window.length + " bytes hold no line");
    }
    long whole = windowStart + end;
    if (whole < size) {
      channel.truncate(whole);
      channel.force(true);
    }
    channel.position(whole);
    if (end == 0) {
      return new TailRecovery(0, EntryLine.NOTHING_BEFORE, size);
    }
    int start = lastLineEnd(window, end - 1);
    byte[] line = Arrays.copyOfRange(window, start, end - 1);
    try {
      return new TailRecovery(
          new EntryParser().parse(line).number(), EntryLine.sha256(line), size - whole);
    } catch (IllegalArgumentException e) {
      throw damaged(file, "its last line cannot be read: " + e.getMessage());
    }
  }

  private static ChronicleException damaged(Path file, String why) {
    return new ChronicleException(
        "The chronicle "
            + file
            + " is damaged or none at all: "
            + why
            + ". Keep it for whoever looks into it and begin a new one under another name");
  }

  private static byte[] read(FileChannel channel, long from, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, from + buffer.position()) < 0) {
        throw new IOException("The file became shorter while it was read");
      }
    }
    return buffer.array();
  }

  /** Entries hold no zero byte: JSON escapes it. */
  private static int firstZero(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        return i;
      }
    }
    return bytes.length;
  }

  /** The index after the last line feed before {@code limit}; 0 if there is none. */
  private static int lastLineEnd(byte[] bytes, int limit) {
    for (int i = limit; i > 0; i--) {
      if (bytes[i - 1] == '\n') {
        return i;
      }
    }
    return 0;
  }
}
