package dog.rebe.sandbox.previewer;

import dog.rebe.execution.local.LocalTransport;
import dog.rebe.files.FileView;
import dog.rebe.node.Node;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The files of this machine, as a previewer reads them. */
record LocalFiles(LocalTransport transport, FileView view) implements AutoCloseable {

  private static final Duration WITHIN = Duration.ofMinutes(2);

  static LocalFiles open() throws Exception {
    LocalTransport transport = LocalTransport.create();
    FileView view =
        transport
            .openFiles(Node.local(), WITHIN)
            .toCompletableFuture()
            .get(WITHIN.toSeconds(), TimeUnit.SECONDS);
    return new LocalFiles(transport, view);
  }

  @Override
  public void close() {
    view.close();
    transport.close();
  }
}
