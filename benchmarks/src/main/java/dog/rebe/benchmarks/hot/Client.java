package dog.rebe.benchmarks.hot;

import java.io.IOException;
import java.util.List;

/**
 * An SSH client under test. Every method blocks until all is done, and throws if anything failed.
 */
public interface Client extends AutoCloseable {

  /** Opens a session to each of these nodes, at most so many at a time, and keeps them. */
  void open(List<String> hosts, int concurrency) throws Exception;

  /** Runs the command once on each of these nodes, on the sessions that are open. */
  void run(List<String> hosts, int concurrency) throws Exception;

  /** On each node a new connection, one command, and the end of the connection. */
  default void cold(List<String> hosts, int concurrency) throws Exception {
    open(hosts, concurrency);
    run(hosts, concurrency);
    disconnect();
  }

  /** Ends all sessions. */
  void disconnect() throws Exception;

  /** Ends the client. */
  @Override
  void close() throws IOException;
}
