package dog.rebe.runner;

import dog.rebe.runner.KillBench.Trial;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What came of many kills, as a table. */
final class KillFigures {

  private final Map<String, Integer> ends = new TreeMap<>();
  private final List<Long> millis;

  private KillFigures(List<Trial> trials) {
    for (Trial trial : trials) {
      String point = trial.death().startsWith("append") ? "append" : "seeded point";
      String how = trial.killed() ? point : point + " (it had ended before)";
      String row = how + " | " + trial.trouble() + " | " + trial.end();
      ends.merge(trial.unknown() > 0 ? row + ", one step unknown" : row, 1, Integer::sum);
    }
    millis = trials.stream().map(Trial::millis).sorted().toList();
  }

  static KillFigures of(List<Trial> trials) {
    return new KillFigures(trials);
  }

  void print(PrintStream out) {
    out.println("| Killed at | Trouble | The run that went on ended | How often |");
    out.println("|---|---|---|---|");
    ends.forEach((row, count) -> out.println("| " + row + " | " + count + " |"));
    out.printf(
        "A kill takes %d ms with all around it (median; longest %d ms)%n",
        millis.get(millis.size() / 2), millis.get(millis.size() - 1));
  }
}
