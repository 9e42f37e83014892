package dog.rebe.cli.report;

import dog.rebe.cli.input.DurationText;
import dog.rebe.cli.screen.CostSection;
import dog.rebe.cli.screen.FailureSection;
import dog.rebe.cli.screen.Screen;
import dog.rebe.cli.screen.SessionCount;
import dog.rebe.cli.screen.Tone;
import dog.rebe.execution.FleetSummary;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.Failure;
import java.time.Duration;

/**
 * What every report to people ends with: how many, which failures, why it stopped, what it cost.
 */
final class FleetEnd {

  private final Screen screen;
  private final FailureSection failures = new FailureSection();
  private final CostSection cost = new CostSection();
  private Median times = new Median();

  FleetEnd(Screen screen) {
    this.screen = screen;
  }

  /** A node failed. */
  void failed(String node, Failure<?> failure) {
    failures.add(node, failure);
  }

  /** A pass is over. */
  void pass(String name, FleetSummary summary, SessionCount sessions) {
    cost.add(name, summary, times.median(), sessions);
    times = new Median();
  }

  /** A node ended well within this time. */
  void succeeded(Duration elapsed) {
    times.add(elapsed);
  }

  /** How the run ended, in one line. */
  void printHeadline(FleetSummary summary, long nodes, String did) {
    boolean all = summary.succeeded() == nodes;
    screen.line();
    screen.line(
        all ? Tone.GOOD : Tone.WARNING,
        (all && nodes > 1 ? "All " + nodes : summary.succeeded() + (all ? "" : " of " + nodes))
            + (nodes == 1 ? " node " : " nodes ")
            + did
            + " in "
            + DurationText.of(summary.elapsed())
            + ".");
    summary.stopped().ifPresent(reason -> screen.line(Tone.BAD, stopped(reason, summary)));
  }

  private static String stopped(FleetSummary.StopReason reason, FleetSummary summary) {
    long untouched = summary.deliveries().getOrDefault(Delivery.NOT_STARTED, 0L);
    String why =
        switch (reason) {
          case CANCELLED -> "You stopped it.";
          case DEADLINE -> "It stopped because the deadline of the whole run passed.";
          case TOO_MANY_FAILURES ->
              "It stopped because more nodes failed than --max-failures allows.";
        };
    return why + " On " + untouched + " of the nodes nothing was started.";
  }

  /** Every kind of failure, if there is any. */
  void printFailures() {
    if (!failures.isEmpty()) {
      screen.line();
      screen.line(Tone.FAINT, "  FAILED");
      failures.print(screen);
    }
  }

  /** What the passes cost. */
  void printCost() {
    screen.line();
    cost.print(screen);
  }
}
