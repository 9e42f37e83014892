package dog.rebe.protocol.carrier;

import java.io.IOException;
import java.time.Duration;

/** Makes links to one other process, again whenever one was lost. Thread-safe. */
@FunctionalInterface
public interface Connector {

  /**
   * A new link. May block the calling thread for as long as the timeout.
   *
   * @param timeout how long it may take, longer than zero
   * @throws java.net.ConnectException if nothing listens there
   * @throws java.net.SocketTimeoutException if time was up
   * @throws IOException if there is no link for another reason
   */
  Link connect(Duration timeout) throws IOException;
}
