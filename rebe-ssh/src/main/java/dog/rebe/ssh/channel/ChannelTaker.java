package dog.rebe.ssh.channel;

import dog.rebe.execution.OutputStreamName;
import dog.rebe.outcome.Exit;
import dog.rebe.ssh.fault.Fault;
import dog.rebe.ssh.link.SessionChannel;
import org.jspecify.annotations.Nullable;

/**
 * Hears what becomes of a {@link PooledChannel}, one call at a time, perhaps on an I/O thread: it
 * must not block and must not throw.
 */
public interface ChannelTaker {

  /** There is no channel, and nothing was asked of the node. The only call then. */
  void failed(Fault fault);

  /** The channel is open. What is sent now is the first that the node hears. */
  void opened(SessionChannel channel);

  /** The server answered a request, in the order of the requests. */
  void replied(boolean success);

  /** Data arrived; the window is given back with {@link SessionChannel#release}. */
  void received(OutputStreamName stream, byte[] bytes);

  /** The server says how the process ended. */
  void exited(Exit exit);

  /** No data will come any more. */
  void endOfData();

  /**
   * The channel is closed. Always the last call after {@link #opened}.
   *
   * @param lost why, if the connection broke with it
   */
  void closed(@Nullable Fault lost);
}
