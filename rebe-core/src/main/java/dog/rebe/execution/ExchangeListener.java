package dog.rebe.execution;

import java.nio.ByteBuffer;

/**
 * Hears what becomes of one attempt. Called one method at a time, perhaps on an I/O thread and
 * perhaps before {@link Transport#start} has returned: return quickly, do not block.
 */
public interface ExchangeListener {

  /**
   * The first byte of the request to execute is about to be sent: the point of no return. Called
   * just before it, and never when nothing is sent.
   */
  void onCommitted();

  /** The node confirmed that the command started. */
  void onAccepted();

  /**
   * Output arrived. The buffer is valid during this call only.
   *
   * @param stream which stream
   * @param chunk at least one byte
   */
  void onOutput(OutputStreamName stream, ByteBuffer chunk);

  /**
   * The attempt is over. Always the last call. All output that arrived came before it: while output
   * waits for demand, the end waits too, unless the attempt was stopped or the connection broke.
   */
  void onEnd(ExchangeEnd end);
}
