package dog.rebe.cli.report;

import dog.rebe.cli.input.SizeText;
import dog.rebe.cli.screen.Folds;
import dog.rebe.cli.screen.Glyphs;
import dog.rebe.cli.screen.Paragraph;
import dog.rebe.cli.screen.Screen;
import dog.rebe.cli.screen.Table;
import dog.rebe.cli.screen.Table.Alignment;
import dog.rebe.cli.screen.Table.Column;
import dog.rebe.facts.FileSystems;
import dog.rebe.facts.Identity;
import dog.rebe.facts.Kernel;
import dog.rebe.facts.Load;
import dog.rebe.facts.MachineFacts;
import dog.rebe.outcome.VisibleText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The machines of a fleet, those of one system in one row, and how far these differ. Not
 * thread-safe.
 */
final class SystemTable {

  private static final int MAX_CELL = 40;
  private static final String UNKNOWN = "?";

  private final Folds<Same> folds = new Folds<>();
  private final Map<Same, Different> differences = new HashMap<>();

  private record Same(String system, String architecture) {}

  private static final class Different {
    final Span processors = new Span();
    final Span memory = new Span();
    final Span diskUsed = new Span();
    final Span daysUp = new Span();
  }

  /** Adds a machine. */
  void add(String node, MachineFacts facts) {
    Same same =
        new Same(
            facts.identity().value().map(SystemTable::system).orElse(UNKNOWN),
            facts
                .kernel()
                .value()
                .map(Kernel::architecture)
                .map(SystemTable::cell)
                .orElse(UNKNOWN));
    if (folds.add(same, node).isEmpty()) {
      return;
    }
    Different different = differences.computeIfAbsent(same, key -> new Different());
    facts.processors().value().ifPresent(it -> different.processors.add(it.online()));
    facts.memory().value().ifPresent(it -> different.memory.add((double) it.totalBytes()));
    facts
        .load()
        .value()
        .map(Load::uptime)
        .ifPresent(up -> different.daysUp.add((double) up.toDays()));
    facts.fileSystems().value().flatMap(SystemTable::fullest).ifPresent(different.diskUsed::add);
  }

  /** The system as people call it, without what every name has. */
  static String system(Identity identity) {
    return cell(
        identity.os().prettyName().replace(" GNU/Linux", "").replaceFirst(" \\([^)]*\\)$", ""));
  }

  private static String cell(String text) {
    return VisibleText.line(text, MAX_CELL);
  }

  private static Optional<Double> fullest(FileSystems all) {
    return all.mounts().stream()
        .filter(mount -> !mount.readOnly())
        .flatMap(mount -> mount.space().stream())
        .filter(space -> space.totalBytes() > 0)
        .map(Percent::used)
        .max(Double::compare);
  }

  /** Prints a row for each kind of machine, with the names of its nodes below it. */
  void print(Screen screen) {
    Glyphs glyphs = screen.glyphs();
    Table table =
        new Table(
            new Column("NODES", Alignment.END),
            new Column("SYSTEM", Alignment.GIVING_WAY),
            new Column("CPUS", Alignment.END),
            new Column("MEMORY", Alignment.END),
            new Column("% FULL", Alignment.END),
            new Column("DAYS UP", Alignment.END));
    for (Folds.Group<Same> group : folds.largestFirst()) {
      Same same = group.key();
      Different different = differences.getOrDefault(same, new Different());
      table.row(
          List.of(
              String.valueOf(group.count()),
              same.system() + " " + same.architecture(),
              orUnknown(different.processors.text(SystemTable::whole, glyphs)),
              orUnknown(sizes(different.memory, glyphs)),
              orUnknown(different.diskUsed.text(Percent::whole, glyphs)),
              orUnknown(different.daysUp.text(SystemTable::whole, glyphs))),
          Paragraph.lines(group.names(), 9, screen.columns()));
    }
    table.print(screen, 2);
    if (folds.ungrouped() > 0) {
      screen.line("  " + folds.ungrouped() + " more nodes are all different; use --json for each.");
    }
  }

  /** The sizes, with their unit once where both have the same. */
  private static String sizes(Span bytes, Glyphs glyphs) {
    String both = bytes.text(it -> SizeText.of((long) it), glyphs);
    return both.replaceFirst(" (\\w+)(" + glyphs.range() + ".* \\1)$", "$2");
  }

  private static String whole(double number) {
    return String.valueOf(Math.round(number));
  }

  private static String orUnknown(String text) {
    return text.isEmpty() ? UNKNOWN : text;
  }

  /** Whether there is no machine. */
  boolean isEmpty() {
    return folds.isEmpty();
  }
}
