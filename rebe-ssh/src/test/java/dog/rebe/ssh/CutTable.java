package dog.rebe.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.Outcome;
import dog.rebe.ssh.testkit.wire.Direction;
import dog.rebe.ssh.testkit.wire.WireFault;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What came of conversations that were broken: a line for each direction and each way of breaking.
 */
final class CutTable {

  private static final class Row {
    final Set<Long> offsets = new TreeSet<>();
    final Map<Delivery, Integer> deliveries = new EnumMap<>(Delivery.class);
    int conversations;
    int violations;
  }

  private final String form;
  private final Map<String, Row> rows = new TreeMap<>();
  private final List<String> violations = new ArrayList<>();

  CutTable(String form) {
    this.form = form;
  }

  /** Counts a conversation; {@code claims} throws where its outcome says what is not true. */
  void check(WireFault.AtByte fault, Outcome<?> outcome, Runnable claims) {
    Direction direction = fault.direction();
    Row row =
        rows.computeIfAbsent(
            fault.getClass().getSimpleName() + " " + direction, wanted -> new Row());
    row.conversations++;
    row.offsets.add(fault.atByte());
    row.deliveries.merge(outcome.delivery(), 1, Integer::sum);
    try {
      claims.run();
    } catch (AssertionError untrue) {
      row.violations++;
      violations.add(untrue.getMessage());
    }
  }

  Set<Delivery> deliveries() {
    Set<Delivery> all = EnumSet.noneOf(Delivery.class);
    rows.values().forEach(row -> all.addAll(row.deliveries.keySet()));
    return all;
  }

  void printAndAssert() {
    String line = "%-6s %-16s %8s %13s %12s %10s %8s %11s%n";
    System.out.printf(
        line,
        "form",
        "broken",
        "offsets",
        "conversations",
        "not started",
        "completed",
        "unknown",
        "violations");
    rows.forEach(
        (broken, row) ->
            System.out.printf(
                line,
                form,
                broken,
                row.offsets.size(),
                row.conversations,
                row.deliveries.getOrDefault(Delivery.NOT_STARTED, 0),
                row.deliveries.getOrDefault(Delivery.COMPLETED, 0),
                row.deliveries.getOrDefault(Delivery.UNKNOWN, 0),
                row.violations));
    assertThat(violations).as("outcomes that claim what the node did not count").isEmpty();
  }
}
