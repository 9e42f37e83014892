package dog.rebe.runner;

import dog.rebe.chronicle.Chronicle;
import dog.rebe.chronicle.ChronicleEntry;
import dog.rebe.chronicle.Durability;
import dog.rebe.chronicle.EntryKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * The chronicle of a realm, which counts what runs have changed of late while it is written: the
 * record is read once, at the beginning, and not for each question. Thread-safe.
 */
final class SpentBudget implements Chronicle {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  /** A step that was about to be done on a node. */
  private record Change(Instant at, String node) {}

  private final Chronicle chronicle;
  private final Deque<Change> changes = new ArrayDeque<>();

  SpentBudget(Chronicle chronicle, RunHistory history) {
    this.chronicle = chronicle;
    history.read(this::count);
  }

  @Override
  public CompletionStage<Void> append(ChronicleEntry entry, Durability durability) {
    count(entry);
    return chronicle.append(entry, durability);
  }

  private synchronized void count(ChronicleEntry entry) {
    if (entry.kind() == EntryKind.INTENT
        && entry.fields().containsKey("run")
        && entry.fields().containsKey("step")
        && entry.fields().get("node") instanceof String node) {
      changes.addLast(new Change(entry.at(), node));
      forgetBefore(entry.at().minus(DAY));
    }
  }

  private void forgetBefore(Instant start) {
    while (!changes.isEmpty() && changes.getFirst().at().isBefore(start)) {
      changes.removeFirst();
    }
  }

  /** How many steps were begun within the hour before. */
  synchronized long changesOfTheHour(Instant now) {
    Instant start = now.minus(HOUR);
    return changes.stream().filter(change -> change.at().isAfter(start)).count();
  }

  /** The nodes on which a step was begun within the day before. */
  synchronized Set<String> nodesOfTheDay(Instant now) {
    Instant start = now.minus(DAY);
    Set<String> nodes = new HashSet<>();
    changes.stream()
        .filter(change -> change.at().isAfter(start))
        .forEach(change -> nodes.add(change.node()));
    return nodes;
  }

  @Override
  public void close() {
    chronicle.close();
  }
}
