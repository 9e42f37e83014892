package dog.rebe.chronicle;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;

/** Bytes that are about to be written, in memory that is used again. Not thread-safe. */
final class LineBytes {

  private static final int FIRST_BYTES = 4 * 1024;

  /** What is used to less than this part is halved. */
  private static final int SPARSE = 16;

  private byte[] bytes = new byte[FIRST_BYTES];
  private int used;

  /** How many bytes it holds. */
  int size() {
    return used;
  }

  /** Adds a part of an array. */
  void add(byte[] from, int start, int length) {
    reserve(length);
    System.arraycopy(from, start, bytes, used, length);
    used += length;
  }

  void add(byte[] all) {
    add(all, 0, all.length);
  }

  void add(char ascii) {
    reserve(1);
    bytes[used++] = (byte) ascii;
  }

  private void reserve(int length) {
    if (length > bytes.length - used) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(used, length), 2 * bytes.length));
    }
  }

  /** Shows a digest what was added since it held this many bytes. */
  void digest(int since, MessageDigest digest) {
    digest.update(bytes, since, used - since);
  }

  /** Forgets what it holds, and step by step a memory that a flood has made large. */
  void clear() {
    if (bytes.length > FIRST_BYTES && used < bytes.length / SPARSE) {
      bytes = new byte[bytes.length / 2];
    }
    used = 0;
  }

  /** What it holds, without a copy; valid until something is added or forgotten. */
  ByteBuffer buffer() {
    return ByteBuffer.wrap(bytes, 0, used);
  }
}
