package dog.rebe.chronicle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;

/** The line that ends just before a byte of a file. */
final class LineBefore {

  private static final int WINDOW_BYTES = ChronicleOptions.DEFAULT_MAX_ENTRY_BYTES + 2;

  private LineBefore() {}

  /** The line without its end; empty if none ends there. */
  static Optional<byte[]> read(Path file, long end) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (end <= 0 || end > channel.size()) {
        return Optional.empty();
      }
      int length = (int) Math.min(end, WINDOW_BYTES);
      ByteBuffer window = ByteBuffer.allocate(length);
      while (window.hasRemaining()
          && channel.read(window, end - length + window.position()) >= 0) {}
      byte[] bytes = window.array();
      if (window.hasRemaining() || bytes[length - 1] != '\n') {
        return Optional.empty();
      }
      int start = length - 1;
      while (start > 0 && bytes[start - 1] != '\n') {
        start--;
      }
      return Optional.of(Arrays.copyOfRange(bytes, start, length - 1));
    }
  }
}
