package dog.rebe.protocol.carrier;

import java.io.InputStream;
import java.io.OutputStream;

/**
 * A connection to another process: two streams of bytes that arrive whole and in order until one of
 * them breaks. One thread reads, another writes.
 */
public interface Link extends AutoCloseable {

  /** What the other side wrote. Its reads block; they end or fail once the link is closed. */
  InputStream input();

  /**
   * What the other side reads. Its writes may block; they fail once the link is closed. Flushed
   * after each batch of frames.
   */
  OutputStream output();

  /** What the carrier vouches for. */
  CarrierProof proof();

  /** Closes both streams and wakes whoever waits for them. Idempotent, does not throw. */
  @Override
  void close();
}
