package dog.rebe.execution.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** What was read from a pipe and not yet handed on: bounded, and filled without blocking. */
final class PipeBuffer {

  private static final int CAPACITY = 16 * 1024;

  private final InputStream pipe;
  private final byte[] bytes = new byte[CAPACITY];
  private int size;
  private long readBytes;

  PipeBuffer(InputStream pipe) {
    this.pipe = pipe;
  }

  /**
   * Reads what is there and has room.
   *
   * @return whether anything was read
   */
  boolean fill() {
    try {
      int available = Math.min(pipe.available(), CAPACITY - size);
      if (available <= 0) {
        return false;
      }
      int read = pipe.read(bytes, size, available);
      size += Math.max(0, read);
      readBytes += Math.max(0, read);
      return read > 0;
    } catch (IOException e) {
      return false;
    }
  }

  byte[] bytes() {
    return bytes;
  }

  int size() {
    return size;
  }

  long readBytes() {
    return readBytes;
  }

  ByteBuffer first(int count) {
    return ByteBuffer.wrap(bytes, 0, count);
  }

  void discard(int count) {
    System.arraycopy(bytes, count, bytes, 0, size - count);
    size -= count;
  }

  void close() {
    try {
      pipe.close();
    } catch (IOException e) {
      size = 0;
    }
  }
}
