package dog.rebe.cli.screen;

import dog.rebe.cli.input.DurationText;
import dog.rebe.cli.screen.Table.Alignment;
import dog.rebe.cli.screen.Table.Column;
import dog.rebe.execution.FleetSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a run cost: time, nodes per second, the slowest node, sessions. Not thread-safe. */
public final class CostSection {

  private final List<Pass> passes = new ArrayList<>();

  private record Pass(String name, FleetSummary summary, SessionCount sessions) {}

  /** Adds a pass over the fleet. */
  public void add(String name, FleetSummary summary, SessionCount sessions) {
    passes.add(new Pass(name, summary, sessions));
  }

  /** Prints a line for each pass. */
  public void print(Screen screen) {
    Table table =
        new Table(
            new Column("COST", Alignment.START),
            new Column("NODES", Alignment.END),
            new Column("TIME", Alignment.END),
            new Column("NODES/S", Alignment.END),
            new Column("SLOWEST", Alignment.GIVING_WAY),
            new Column("SESSIONS", Alignment.END),
            new Column("REUSED", Alignment.END));
    for (Pass pass : passes) {
      FleetSummary summary = pass.summary();
      table.row(
          pass.name(),
          String.valueOf(summary.nodes()),
          DurationText.of(summary.elapsed()),
          perSecond(summary),
          summary
              .slowest()
              .map(slowest -> DurationText.of(slowest.elapsed()) + " " + slowest.node().value())
              .orElse(""),
          String.valueOf(pass.sessions().opened()),
          String.valueOf(pass.sessions().reused()));
    }
    table.print(screen, 2);
  }

  private static String perSecond(FleetSummary summary) {
    double seconds = summary.elapsed().toNanos() / 1e9;
    double rate = seconds == 0 ? 0 : summary.nodes() / seconds;
    return String.format(Locale.ROOT, rate < 10 ? "%.1f" : "%.0f", rate);
  }
}
