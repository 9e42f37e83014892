package dog.rebe.cli.report;

import dog.rebe.cli.json.NodeLine;
import dog.rebe.cli.json.StartLine;
import dog.rebe.cli.json.SummaryLine;
import dog.rebe.cli.screen.Screen;
import dog.rebe.cli.screen.SessionCount;
import dog.rebe.execution.FleetSummary;
import dog.rebe.execution.NodeOutcome;
import java.time.Clock;
import java.util.Map;
import java.util.function.Function;

/**
 * One JSON object per line, each as soon as it is known. Not thread-safe.
 *
 * @param <T> what a success has found
 */
public final class JsonReport<T> implements Report<T> {

  private final Screen screen;
  private final Clock clock;
  private final String subcommand;
  private final Function<? super T, ? extends Map<String, ?>> result;

  /**
   * Prints on this screen.
   *
   * @param clock tells when each line is printed
   * @param result the fields that a success adds to the line of its node
   */
  public JsonReport(
      Screen screen,
      Clock clock,
      String subcommand,
      Function<? super T, ? extends Map<String, ?>> result) {
    this.screen = screen;
    this.clock = clock;
    this.subcommand = subcommand;
    this.result = result;
  }

  @Override
  public void begin(long nodes) {
    print(StartLine.of(subcommand, nodes, clock.instant()));
  }

  @Override
  public void node(NodeOutcome<T> ended, int pass) {
    print(NodeLine.of(ended, pass, clock.instant(), result));
  }

  @Override
  public void pass(FleetSummary summary, SessionCount sessions, int pass) {
    print(SummaryLine.of(summary, pass, clock.instant(), sessions.opened(), sessions.reused()));
  }

  @Override
  public void end() {}

  private void print(String line) {
    screen.line(line);
    // A program on the other end of a pipe reads line by line
    screen.flush();
  }
}
