package dog.rebe.cli.screen;

import dog.rebe.cli.input.DurationText;
import dog.rebe.cli.screen.Table.Alignment;
import dog.rebe.cli.screen.Table.Column;
import dog.rebe.execution.FleetSummary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a run cost: time, nodes per second, the slowest node, sessions opened and reused. Not
 * thread-safe.
 */
public final class CostSection {

  private final List<Pass> passes = new ArrayList<>();

  private record Pass(
      String name, FleetSummary summary, Optional<Duration> median, SessionCount sessions) {}

  /**
   * Adds a pass over the fleet.
   *
   * @param median the time within which half of the nodes were done; empty where none was
   */
  public void add(
      String name, FleetSummary summary, Optional<Duration> median, SessionCount sessions) {
    passes.add(new Pass(name, summary, median, sessions));
  }

  /** Prints a line for each pass. */
  public void print(Screen screen) {
    Table table =
        new Table(
            new Column("PASS", Alignment.START),
            new Column("NODES", Alignment.END),
            new Column("TIME", Alignment.END),
            new Column("NODES/S", Alignment.END),
            new Column("MEDIAN", Alignment.END),
            new Column("SLOWEST", Alignment.GIVING_WAY),
            new Column("OPENED", Alignment.END),
            new Column("REUSED", Alignment.END));
    for (Pass pass : passes) {
      FleetSummary summary = pass.summary();
      table.row(
          pass.name(),
          String.valueOf(summary.nodes()),
          DurationText.of(summary.elapsed()),
          perSecond(summary),
          pass.median().map(DurationText::of).orElse(""),
          summary
              .slowest()
              .map(slowest -> DurationText.of(slowest.elapsed()) + " " + slowest.node().value())
              .orElse(""),
          String.valueOf(pass.sessions().opened()),
          String.valueOf(pass.sessions().reused()));
    }
    screen.line(Tone.FAINT, "  COST");
    table.print(screen, 2);
  }

  private static String perSecond(FleetSummary summary) {
    double seconds = summary.elapsed().toNanos() / 1e9;
    double rate = seconds == 0 ? 0 : summary.nodes() / seconds;
    return String.format(Locale.ROOT, rate < 10 ? "%.1f" : "%.0f", rate);
  }
}
