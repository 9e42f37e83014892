package dog.rebe.runner;

import dog.rebe.chronicle.Chronicle;
import dog.rebe.chronicle.ChronicleEntry;
import dog.rebe.chronicle.ChronicleException;
import dog.rebe.chronicle.Durability;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/** A chronicle that fails at some entry, and from then on, as a full disk makes it fail. */
final class FailingChronicle implements Chronicle {

  private final Chronicle chronicle;
  private final Predicate<ChronicleEntry> last;
  private boolean failed;

  FailingChronicle(Chronicle chronicle, Predicate<ChronicleEntry> last) {
    this.chronicle = chronicle;
    this.last = last;
  }

  /** Fails at the entry of this number, from 1. */
  static FailingChronicle at(Chronicle chronicle, int number) {
    int[] count = {0};
    return new FailingChronicle(chronicle, entry -> ++count[0] >= number);
  }

  synchronized boolean hasFailed() {
    return failed;
  }

  @Override
  public synchronized CompletionStage<Void> append(ChronicleEntry entry, Durability durability) {
    failed = failed || last.test(entry);
    return failed
        ? CompletableFuture.failedFuture(new ChronicleException("The disk is full"))
        : chronicle.append(entry, durability);
  }

  @Override
  public void close() {
    chronicle.close();
  }
}
