package dog.rebe.faults;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Prints every row of the page of faults with its tests and their last results. */
final class FaultTable {

  private FaultTable() {}

  /**
   * The command.
   *
   * @param arguments the folder of the project
   */
  public static void main(String[] arguments) throws IOException {
    Path root = Path.of(arguments.length > 0 ? arguments[0] : ".");
    int problems =
        print(
            FaultRow.read(root.resolve("docs/faults.md")),
            TaggedTests.read(root),
            TestResults.read(root),
            System.out);
    System.exit(problems == 0 ? 0 : 1);
  }

  /** Prints the table. Returns how many rows are not held. */
  static int print(List<FaultRow> rows, TaggedTests tests, TestResults results, PrintStream out) {
    Map<Integer, Set<String>> byRow = tests.byRow();
    int problems = 0;
    for (FaultRow row : rows) {
      Set<String> ofRow = byRow.getOrDefault(row.number(), Set.of());
      Set<Producer> absent = tests.producersWithout(row, ofRow);
      String state = state(row, ofRow, absent, results);
      out.printf("%3d  %-12s %s%n", row.number(), state, row.title());
      absent.forEach(producer -> out.printf("%18sno test by %s%n", "", producer));
      for (String test : ofRow) {
        out.printf("%18s%-8s %s%n", "", word(results.of(test)), test.replace("dog.rebe.", ""));
      }
      if (state.equals("untested")) {
        out.printf("%18s%s%n", "", row.whyUntested().orElse(""));
      }
      if (Set.of("MISSING", "MADE ELSE", "FAILED", "NOT RUN", "SKIPPED").contains(state)) {
        problems++;
      }
    }
    out.printf("%n%d rows, %d of them not held%n", rows.size(), problems);
    return problems;
  }

  /** A row is held if a test of it passed and none failed. */
  private static String state(
      FaultRow row, Set<String> tests, Set<Producer> absent, TestResults results) {
    if (tests.isEmpty()) {
      if (row.whyUntested().isPresent()) {
        return "untested";
      }
      return row.isOfCommands() ? "MISSING" : "elsewhere";
    }
    if (!absent.isEmpty() && row.isOfCommands()) {
      return "MADE ELSE";
    }
    List<TestResults.Result> all = tests.stream().map(results::of).toList();
    if (all.contains(TestResults.Result.FAILED)) {
      return "FAILED";
    }
    if (all.contains(TestResults.Result.PASSED)) {
      return "passed";
    }
    return all.contains(TestResults.Result.SKIPPED) ? "SKIPPED" : "NOT RUN";
  }

  private static String word(TestResults.Result result) {
    return result.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }
}
