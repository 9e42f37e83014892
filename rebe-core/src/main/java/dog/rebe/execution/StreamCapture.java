package dog.rebe.execution;

import dog.rebe.outcome.CapturedStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Keeps the first bytes of one output stream, exactly up to its limit. Not thread-safe. */
final class StreamCapture {

  private static final byte[] NOTHING = {};
  private static final int FIRST_BUFFER_BYTES = 256;

  private final int limit;
  private byte[] kept = NOTHING;
  private int size;
  private boolean cut;

  StreamCapture(long limitBytes) {
    this.limit = Math.toIntExact(limitBytes);
  }

  /**
   * Keeps what there is room for.
   *
   * @return whether everything had room
   */
  boolean accept(ByteBuffer chunk) {
    int fits = Math.min(chunk.remaining(), limit - size);
    if (fits < chunk.remaining()) {
      cut = true;
    }
    if (fits > 0) {
      makeRoom(size + fits);
      chunk.get(kept, size, fits);
      size += fits;
    }
    return !cut;
  }

  private void makeRoom(int needed) {
    if (needed > kept.length) {
      long grown = Math.max(needed, Math.max(FIRST_BUFFER_BYTES, 2L * kept.length));
      kept = Arrays.copyOf(kept, (int) Math.min(grown, limit));
    }
  }

  CapturedStream captured() {
    return size == 0 && !cut ? CapturedStream.empty() : CapturedStream.wrap(kept, size, cut);
  }
}
