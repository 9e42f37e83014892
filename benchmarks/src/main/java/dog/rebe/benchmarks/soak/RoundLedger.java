package dog.rebe.benchmarks.soak;

import static java.util.Objects.requireNonNull;

import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the outcomes of one round claim, against what the node has counted. Thread-safe. */
final class RoundLedger {

  private final Map<Integer, Delivery> claims = new HashMap<>();
  private int succeeded;
  private int failed;

  synchronized void note(Outcome<?> outcome) {
    if (outcome.failure().isPresent()) {
      failed++;
    } else {
      succeeded++;
    }
  }

  /** The outcome of a command that must not run twice and has this number. */
  synchronized void note(int number, Outcome<?> outcome) {
    note(outcome);
    claims.put(number, outcome.delivery());
  }

  synchronized int succeeded() {
    return succeeded;
  }

  synchronized int failed() {
    return failed;
  }

  /**
   * The numbers of commands that ran twice, or whose outcome claims more than happened.
   *
   * @param counts one line for each execution, with the command's number; removed afterwards
   */
  synchronized List<Integer> untrue(Path counts) throws IOException {
    Map<Integer, Integer> executions = new HashMap<>();
    if (Files.exists(counts)) {
      for (String line : Files.readAllLines(counts)) {
        executions.merge(Integer.valueOf(line), 1, Integer::sum);
      }
      Files.delete(counts);
    }
    return claims.keySet().stream().filter(number -> isUntrue(number, executions)).toList();
  }

  private boolean isUntrue(int number, Map<Integer, Integer> executions) {
    int ran = executions.getOrDefault(number, 0);
    return switch (requireNonNull(claims.get(number))) {
      case NOT_STARTED -> ran != 0;
      case COMPLETED -> ran != 1;
      case STOPPED, RUNNING, UNKNOWN -> ran > 1;
    };
  }
}
