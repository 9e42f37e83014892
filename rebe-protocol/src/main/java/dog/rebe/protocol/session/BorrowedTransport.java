package dog.rebe.protocol.session;

import dog.rebe.execution.Capability;
import dog.rebe.execution.Exchange;
import dog.rebe.execution.ExchangeListener;
import dog.rebe.execution.Request;
import dog.rebe.execution.Transport;
import dog.rebe.files.FileView;
import dog.rebe.node.Node;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** A transport for an executor that does not own it: closing this closes nothing. */
final class BorrowedTransport implements Transport {

  private final Transport inner;

  BorrowedTransport(Transport inner) {
    this.inner = inner;
  }

  @Override
  public Set<String> schemes() {
    return inner.schemes();
  }

  @Override
  public Set<Capability> capabilities() {
    return inner.capabilities();
  }

  @Override
  public boolean isConnected(Node node) {
    return inner.isConnected(node);
  }

  @Override
  public Exchange start(Request request, ExchangeListener listener) {
    return inner.start(request, listener);
  }

  @Override
  public CompletionStage<FileView> openFiles(Node node, Duration deadline) {
    return inner.openFiles(node, deadline);
  }

  @Override
  public void close() {}
}
