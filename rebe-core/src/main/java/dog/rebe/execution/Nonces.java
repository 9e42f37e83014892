package dog.rebe.execution;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * Fresh nonces of 128 bits, and the one place where randomness is drawn: generators need not be
 * thread-safe, and a secure one is cheap only in blocks.
 */
final class Nonces {

  private static final int BLOCK_BYTES = 1024;

  private final RandomGenerator random;
  private final byte[] block = new byte[BLOCK_BYTES];
  private final ByteBuffer unused = ByteBuffer.wrap(block).limit(0);

  Nonces(RandomGenerator random) {
    this.random = random;
  }

  String next() {
    long high;
    long low;
    synchronized (this) {
      if (unused.remaining() < 2 * Long.BYTES) {
        random.nextBytes(block);
        unused.clear();
      }
      high = unused.getLong();
      low = unused.getLong();
    }
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(high).concat(hex.toHexDigits(low));
  }

  /** At least 0 and less than 1. */
  synchronized double nextDouble() {
    return random.nextDouble();
  }
}
