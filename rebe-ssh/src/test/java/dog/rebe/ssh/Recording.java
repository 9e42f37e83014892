package dog.rebe.ssh;

import dog.rebe.chronicle.Chronicle;
import dog.rebe.chronicle.ChronicleEntry;
import dog.rebe.chronicle.Durability;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A chronicle in a list. */
record Recording(List<ChronicleEntry> entries) implements Chronicle {

  @Override
  public CompletionStage<Void> append(ChronicleEntry entry, Durability durability) {
    entries.add(entry);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void close() {}
}
