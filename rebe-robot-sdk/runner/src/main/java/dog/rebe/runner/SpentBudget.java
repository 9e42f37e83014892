package dog.rebe.runner;

import dog.rebe.chronicle.Chronicle;
import dog.rebe.chronicle.ChronicleEntry;
import dog.rebe.chronicle.Durability;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The chronicle of a realm, which keeps in mind what runs have changed of late while it is written:
 * the record is read once, at the beginning, and not for each question. Thread-safe.
 */
final class SpentBudget implements Chronicle {

  private final Chronicle chronicle;
  private final Deque<SpentChange> changes = new ArrayDeque<>();

  SpentBudget(Chronicle chronicle, RunHistory history) {
    this.chronicle = chronicle;
    history.read(
        entry -> {
          count(entry);
          forgetBefore(entry.at().minus(BudgetRoom.DAY));
        });
  }

  @Override
  public CompletionStage<Void> append(ChronicleEntry entry, Durability durability) {
    count(entry);
    return chronicle.append(entry, durability);
  }

  private synchronized void count(ChronicleEntry entry) {
    SpentChange.of(entry).ifPresent(changes::addLast);
  }

  private synchronized void forgetBefore(Instant start) {
    while (!changes.isEmpty() && changes.getFirst().at().isBefore(start)) {
      changes.removeFirst();
    }
  }

  /** What was changed within the day before, oldest first. */
  synchronized List<SpentChange> ofTheDay(Instant now) {
    forgetBefore(now.minus(BudgetRoom.DAY));
    return List.copyOf(changes);
  }

  @Override
  public void close() {
    chronicle.close();
  }
}
