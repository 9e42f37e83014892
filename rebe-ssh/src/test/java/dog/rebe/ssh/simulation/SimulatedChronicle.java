package dog.rebe.ssh.simulation;

import dog.rebe.chronicle.Chronicle;
import dog.rebe.chronicle.ChronicleEntry;
import dog.rebe.chronicle.ChronicleException;
import dog.rebe.chronicle.Durability;
import dog.rebe.chronicle.EntryKind;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A disk that takes its time, and may fail for good. It knows which intents are safe. */
final class SimulatedChronicle implements Chronicle {

  private final SimulatedNetwork network;
  private final Set<String> safeIntents = new HashSet<>();
  private final Set<String> outcomes = new HashSet<>();
  private boolean failed;

  SimulatedChronicle(SimulatedNetwork network) {
    this.network = network;
  }

  /** Whether the intent for this node was safe before now. */
  boolean isSafe(String node) {
    return safeIntents.contains(node);
  }

  boolean hasOutcome(String node) {
    return outcomes.contains(node);
  }

  boolean hasFailed() {
    return failed;
  }

  @Override
  public CompletionStage<Void> append(ChronicleEntry entry, Durability durability) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    if (network.goesWrong() && network.random().nextInt(200) == 0) {
      failed = true;
    }
    if (failed) {
      done.completeExceptionally(new ChronicleException("simulated"));
      return done;
    }
    String node = String.valueOf(entry.fields().get("node"));
    if (entry.kind() == EntryKind.OUTCOME && !outcomes.add(node)) {
      throw new AssertionError("A second outcome of " + node);
    }
    Runnable written =
        () -> {
          if (entry.kind() == EntryKind.INTENT && durability == Durability.FORCED) {
            safeIntents.add(node);
          }
          done.complete(null);
        };
    if (durability == Durability.FORCED) {
      network.time().schedule(network.some(30), written);
    } else {
      written.run();
    }
    return done;
  }

  @Override
  public void close() {}
}
