package dog.rebe.benchmarks;

import dog.rebe.execution.Capability;
import dog.rebe.execution.Exchange;
import dog.rebe.execution.ExchangeEnd;
import dog.rebe.execution.ExchangeListener;
import dog.rebe.execution.Request;
import dog.rebe.execution.Transport;
import dog.rebe.execution.TransportException;
import dog.rebe.files.FileView;
import dog.rebe.node.Node;
import dog.rebe.outcome.ExitStatus;
import dog.rebe.outcome.FailureKind;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A way to nodes on which every command has ended well before it began: what is left is the
 * corridor.
 */
public final class EmptyTransport implements Transport {

  /** The scheme of the endpoints that it serves. */
  public static final String SCHEME = "empty";

  static final Exchange OVER =
      new Exchange() {
        @Override
        public void request(long chunks) {
          // there are none
        }

        @Override
        public void stop() {
          // it is over
        }
      };

  @Override
  public Set<String> schemes() {
    return Set.of(SCHEME);
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of();
  }

  @Override
  public boolean isConnected(Node node) {
    return true;
  }

  @Override
  public Exchange start(Request request, ExchangeListener listener) {
    listener.onCommitted();
    listener.onAccepted();
    listener.onEnd(new ExchangeEnd.Exited(new ExitStatus(0)));
    return OVER;
  }

  @Override
  public CompletionStage<FileView> openFiles(Node node, Duration deadline) {
    return CompletableFuture.failedFuture(
        new TransportException(FailureKind.UNSUPPORTED, "there are no files"));
  }

  @Override
  public void close() {
    // holds nothing
  }
}
