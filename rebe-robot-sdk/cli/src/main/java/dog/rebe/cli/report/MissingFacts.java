package dog.rebe.cli.report;

import dog.rebe.cli.screen.Folds;
import dog.rebe.cli.screen.Paragraph;
import dog.rebe.cli.screen.Screen;
import dog.rebe.cli.screen.Tone;
import dog.rebe.facts.Fact;
import dog.rebe.facts.MachineFacts;
import dog.rebe.facts.Reason;

/** Facts that machines could not tell, and why. Not thread-safe. */
final class MissingFacts {

  private final Folds<String> folds = new Folds<>();

  /** Looks at a machine. */
  void add(String node, MachineFacts facts) {
    for (Fact<?> fact : facts.byTopic().values()) {
      if (fact instanceof Fact.Missing<?> missing && missing.reason() != Reason.NOT_ASKED) {
        folds.add(
            missing.topic().member().replace('-', ' ') + ", because " + missing.reason().text(),
            node);
      }
    }
  }

  /** Prints what is missing, if anything is. */
  void print(Screen screen) {
    if (folds.isEmpty()) {
      return;
    }
    screen.line();
    screen.line(Tone.FAINT, "  NOT AVAILABLE");
    for (Folds.Group<String> group : folds.largestFirst()) {
      Paragraph.lines(group.key() + ": " + group.names(), "  ", "    ", screen.columns())
          .forEach(screen::line);
    }
  }
}
