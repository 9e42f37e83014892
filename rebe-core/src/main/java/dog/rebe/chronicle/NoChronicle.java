package dog.rebe.chronicle;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Keeps nothing. */
enum NoChronicle implements Chronicle {
  INSTANCE;

  private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

  @Override
  public CompletionStage<Void> append(ChronicleEntry entry, Durability durability) {
    return DONE;
  }

  @Override
  public void close() {}
}
