package dog.rebe.ssh.link;

import dog.rebe.execution.OutputStreamName;
import dog.rebe.outcome.Exit;
import dog.rebe.ssh.fault.Fault;
import org.jspecify.annotations.Nullable;

/**
 * Hears what happens on a {@link SessionChannel}, mostly on an I/O thread and one call at a time.
 * It must not block and must not throw: an exception here would end the connection and its
 * neighbours.
 */
public interface ChannelListener {

  /** The server opened the channel. */
  void opened(SessionChannel channel);

  /**
   * The server opened none.
   *
   * @param code of RFC 4254, section 5.1
   */
  void openRefused(int code, String reason);

  /** The server answered a request, in the order of the requests. */
  void replied(boolean success);

  /**
   * Data arrived.
   *
   * @param bytes owned by the receiver, who gives the window back with {@link
   *     SessionChannel#release}
   */
  void received(OutputStreamName stream, byte[] bytes);

  /** The server says how the process ended. */
  void exited(Exit exit);

  /** No data will come any more. */
  void endOfData();

  /**
   * The channel is closed. Always the last call, unless the channel was refused.
   *
   * @param lost why, if the connection broke with it
   */
  void closed(@Nullable Fault lost);
}
