package dog.rebe.chronicle;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Bytes that are about to be written, in memory that is used again. Not thread-safe. */
final class LineBytes extends ByteArrayOutputStream {

  private static final int FIRST_BYTES = 4 * 1024;
  private static final int MOST_KEPT_BYTES = 128 * 1024;

  LineBytes() {
    super(FIRST_BYTES);
  }

  /** Forgets what it holds, and a memory that a flood has made large. */
  void clear() {
    reset();
    if (buf.length > MOST_KEPT_BYTES) {
      buf = new byte[FIRST_BYTES];
    }
  }

  /** What it holds, without a copy; valid until something is added or forgotten. */
  ByteBuffer buffer() {
    return ByteBuffer.wrap(buf, 0, count);
  }
}
