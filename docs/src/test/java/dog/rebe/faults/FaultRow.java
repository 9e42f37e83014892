package dog.rebe.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A row of the page of faults.
 *
 * @param number its number
 * @param title what happens
 * @param madeBy what brings it about; empty where the page says that everything does
 * @param whyUntested why it has no test, where the page says so
 */
record FaultRow(int number, String title, Set<Producer> madeBy, Optional<String> whyUntested) {

  private static final Pattern ROW =
      Pattern.compile("\\| (\\d+) \\| ([^|]+) \\|[^|]*\\| ([A-Za-z, ]+) \\|");
  private static final Pattern REASON = Pattern.compile("- Row (\\d+): (.+)");

  FaultRow {
    madeBy = Set.copyOf(madeBy);
  }

  /** Whether it belongs to what runs commands; the others belong to plans, plugins and protocol. */
  boolean isOfCommands() {
    return number <= 39 || number >= 68;
  }

  static List<FaultRow> read(Path page) throws IOException {
    List<String> lines = Files.readAllLines(page);
    List<FaultRow> rows = new ArrayList<>();
    for (String line : lines) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        int number = Integer.parseInt(row.group(1));
        Set<Producer> madeBy = new TreeSet<>();
        for (String letter : row.group(3).split(", ", -1)) {
          Producer.ofLetter(letter).ifPresent(madeBy::add);
        }
        rows.add(new FaultRow(number, row.group(2), madeBy, reason(lines, number)));
      }
    }
    return rows;
  }

  private static Optional<String> reason(List<String> lines, int number) {
    return lines.stream()
        .map(REASON::matcher)
        .filter(reason -> reason.matches() && Integer.parseInt(reason.group(1)) == number)
        .map(reason -> reason.group(2))
        .findFirst();
  }
}
