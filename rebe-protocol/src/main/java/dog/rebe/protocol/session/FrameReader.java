package dog.rebe.protocol.session;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream into frames. The announced length is checked before anything is allocated, and
 * memory grows with what arrives, not with what is announced. Not thread-safe.
 */
public final class FrameReader {

  /** Bytes of the length before each frame. */
  public static final int HEADER_BYTES = 4;

  /** The longest frame of the opening, and the least that a peer must read after it. */
  public static final int OPENING_BYTES = 65_536;

  private static final int FIRST_BUFFER = 4_096;
  private static final int LARGE_BUFFER = 65_536;

  private final InputStream in;
  private byte[] buffer = new byte[FIRST_BUFFER];
  private int from;
  private int to;
  private int maxBytes = OPENING_BYTES;

  /** Reads from here frames of at most {@link #OPENING_BYTES}. */
  public FrameReader(InputStream in) {
    this.in = in;
  }

  /** From here on frames may have this length. */
  public void allow(int newMaxBytes) {
    maxBytes = newMaxBytes;
    if (buffer.length < LARGE_BUFFER) {
      buffer = Arrays.copyOf(buffer, LARGE_BUFFER);
    }
  }

  /**
   * The next frame without its length, or null at the end of the stream between two frames.
   *
   * @throws FrameException if the frame is longer than allowed, or empty
   * @throws EOFException if the stream ends within a frame
   */
  public byte @Nullable [] next() throws IOException {
    if (!fill(HEADER_BYTES)) {
      return null;
    }
    int length =
        (buffer[from] & 0xff) << 24
            | (buffer[from + 1] & 0xff) << 16
            | (buffer[from + 2] & 0xff) << 8
            | (buffer[from + 3] & 0xff);
    if (length <= 0 || length > maxBytes) {
      throw FrameException.malformed(
          "A frame of "
              + Integer.toUnsignedString(length)
              + " bytes: 1 to "
              + maxBytes
              + " are allowed here");
    }
    from += HEADER_BYTES;
    return length <= buffer.length ? small(length) : large(length);
  }

  private byte[] small(int length) throws IOException {
    if (!fill(length)) {
      throw new EOFException("The stream ends within a frame");
    }
    byte[] frame = Arrays.copyOfRange(buffer, from, from + length);
    from += length;
    return frame;
  }

  private byte[] large(int length) throws IOException {
    byte[] frame = new byte[Math.min(length, LARGE_BUFFER)];
    int have = Math.min(to - from, frame.length);
    System.arraycopy(buffer, from, frame, 0, have);
    from += have;
    while (have < length) {
      if (have == frame.length) {
        frame = Arrays.copyOf(frame, (int) Math.min(length, 2L * frame.length));
      }
      int read = in.read(frame, have, frame.length - have);
      if (read < 0) {
        throw new EOFException("The stream ends within a frame");
      }
      have += read;
    }
    return frame;
  }

  /** Whether so many bytes are there; false at the end of the stream with nothing left over. */
  private boolean fill(int bytes) throws IOException {
    if (to - from >= bytes) {
      return true;
    }
    System.arraycopy(buffer, from, buffer, 0, to - from);
    to -= from;
    from = 0;
    while (to < bytes) {
      int read = in.read(buffer, to, buffer.length - to);
      if (read < 0) {
        if (to > 0) {
          throw new EOFException("The stream ends within a frame");
        }
        return false;
      }
      to += read;
    }
    return true;
  }
}
