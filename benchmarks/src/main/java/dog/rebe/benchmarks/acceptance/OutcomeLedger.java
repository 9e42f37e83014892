package dog.rebe.benchmarks.acceptance;

import static java.util.Objects.requireNonNull;

import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the outcomes of numbered commands claim, against what the node has counted. Thread-safe. */
final class OutcomeLedger {

  private final Map<Integer, Delivery> claims = new HashMap<>();
  private final Map<String, Long> table = new TreeMap<>();
  private long wrongOutputs;
  private long attempts;

  synchronized void note(int number, boolean hasToken, Outcome<?> outcome) {
    claims.put(number, outcome.delivery());
    attempts += outcome.evidence().attempts();
    String kind = outcome instanceof Failure<?> failure ? failure.kind().code() : "success";
    table.merge(
        (hasToken ? "with a token  " : "without       ") + outcome.delivery() + " " + kind,
        1L,
        Long::sum);
    if (!(outcome instanceof Failure<?>)
        && outcome.evidence().output().stdout().receivedBytes() != ("n" + number).length() + 1) {
      wrongOutputs++;
    }
  }

  /**
   * Prints what was found.
   *
   * @param counts one line for each execution, with the command's number
   * @return whether nothing ran twice and no outcome claimed too much
   */
  synchronized boolean settle(Path counts, int connections, Duration elapsed) throws IOException {
    Map<Integer, Integer> executions = new HashMap<>();
    try (Stream<String> lines = Files.lines(counts)) {
      lines.forEach(line -> executions.merge(Integer.valueOf(line.substring(1)), 1, Integer::sum));
    }
    long doubles = executions.values().stream().filter(count -> count > 1).count();
    long tooMuch =
        claims.keySet().stream().filter(number -> claimsTooMuch(number, executions)).count();
    table.forEach((row, count) -> System.out.printf("%-50s %,10d%n", row, count));
    System.out.printf(
        "%,d attempts on %,d connections in %d s; %,d commands ran; %d outputs wrong%n",
        attempts, connections, elapsed.toSeconds(), executions.size(), wrongOutputs);
    boolean met = doubles == 0 && tooMuch == 0 && wrongOutputs == 0;
    new Bar(
            "%,d commands that must not run twice, faults injected".formatted(claims.size()),
            "doubles %d, outcomes that claim too much %d".formatted(doubles, tooMuch),
            met)
        .print();
    return met;
  }

  private boolean claimsTooMuch(int number, Map<Integer, Integer> executions) {
    int ran = executions.getOrDefault(number, 0);
    return switch (requireNonNull(claims.get(number))) {
      case NOT_STARTED -> ran != 0;
      case COMPLETED -> ran != 1;
      case STOPPED, RUNNING, UNKNOWN -> ran > 1;
    };
  }
}
