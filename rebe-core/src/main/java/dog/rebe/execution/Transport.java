package dog.rebe.execution;

import dog.rebe.files.FileView;
import dog.rebe.node.Node;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * A way to nodes. Third parties implement it; the conformance kit in {@code rebe-core-testkit} says
 * whether they did it right.
 *
 * <p>Implementations are thread-safe and never block the thread that calls them. Whatever happens
 * on the way to a node or on it reaches the listener; exceptions are for programming mistakes.
 */
public interface Transport extends AutoCloseable {

  /** The endpoint schemes that this transport serves, for instance {@code ssh}. */
  Set<String> schemes();

  /** What it can do beside running a command. */
  Set<Capability> capabilities();

  /**
   * Whether an attempt on this node would travel on a connection that is already open, as far as
   * can be told without blocking. Attempts that would not are counted by the executor's rate limit
   * on new connections. Unless overridden nothing is known, so that every attempt counts.
   */
  default boolean isConnected(Node node) {
    return false;
  }

  /**
   * Starts one attempt. The listener's methods are called one at a time, in this order: {@code
   * onCommitted} at most once, {@code onAccepted} at most once, output as demanded, and {@code
   * onEnd} exactly once, whatever happens. They may be called on an I/O thread, and from within
   * this method.
   *
   * <p>A refusal that the node announces in place of running the command (no such directory, {@code
   * sudo} refused) is an {@link ExchangeEnd.NotStarted}, although the request was sent.
   *
   * @return the running attempt; no output is delivered until {@link Exchange#request} asks for it
   */
  Exchange start(Request request, ExchangeListener listener);

  /**
   * Opens the node's files for reading. Only a transport with {@link Capability#FILES} is asked.
   *
   * @param deadline how long opening may take, connection included
   * @return completes with the view, or exceptionally with a {@link TransportException} that has
   *     the failure's kind
   */
  CompletionStage<FileView> openFiles(Node node, Duration deadline);

  /** Closes every connection. Attempts under way end, with the delivery that is true of them. */
  @Override
  void close();
}
