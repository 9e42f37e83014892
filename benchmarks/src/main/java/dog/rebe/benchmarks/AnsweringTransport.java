package dog.rebe.benchmarks;

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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The empty transport as others are: its answers come by a thread of its own, which has to be woken
 * for each, as the network wakes that of another transport.
 */
public final class AnsweringTransport implements Transport {

  private final EmptyTransport empty = new EmptyTransport();
  private final ExecutorService io =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "answers");
            thread.setDaemon(true);
            return thread;
          });

  @Override
  public Set<String> schemes() {
    return empty.schemes();
  }

  @Override
  public Set<Capability> capabilities() {
    return empty.capabilities();
  }

  @Override
  public boolean isConnected(Node node) {
    return true;
  }

  @Override
  public Exchange start(Request request, ExchangeListener listener) {
    io.execute(() -> empty.start(request, listener));
    return EmptyTransport.OVER;
  }

  @Override
  public CompletionStage<FileView> openFiles(Node node, Duration deadline) {
    return empty.openFiles(node, deadline);
  }

  @Override
  public void close() {
    io.shutdownNow();
  }
}
