package dog.rebe.cli;

import dog.rebe.cli.input.FailureBound;
import dog.rebe.cli.input.PaceArguments;
import dog.rebe.cli.report.Report;
import dog.rebe.cli.screen.SessionCount;
import dog.rebe.command.Command;
import dog.rebe.execution.FleetOptions;
import dog.rebe.execution.FleetSummary;
import dog.rebe.node.Node;
import dog.rebe.outcome.Success;
import java.util.ArrayList;
import java.util.List;

/**
 * A command on every machine, told as it goes on.
 *
 * @param <T> what the command finds out
 */
final class FleetJob<T> {

  private final Terminal terminal;
  private final OpenFleet fleet;
  private final Command<T> command;
  private final FleetOptions options;

  FleetJob(Terminal terminal, OpenFleet fleet, Command<T> command, FleetOptions options) {
    this.terminal = terminal;
    this.fleet = fleet;
    this.command = command;
    this.options = options;
  }

  /** The options of a run over this many nodes, as they were typed. */
  static FleetOptions options(PaceArguments pace, int nodes) {
    FleetOptions.Builder options =
        FleetOptions.builder().concurrency(Math.min(pace.concurrency(), nodes));
    pace.fleetDeadline().ifPresent(options::deadline);
    pace.maxFailures().ifPresent(bound -> options.maxFailures(bound(bound, nodes)));
    return options.build();
  }

  private static long bound(FailureBound bound, int nodes) {
    return bound.isShare() ? (long) nodes * bound.failures() / 100 : bound.failures();
  }

  /**
   * Runs it on these nodes, and then as often as asked on those that it went well on.
   *
   * @return how the first pass ended
   */
  ExitCode run(List<Node> nodes, int passes, Report<T> report) {
    report.begin(nodes.size());
    List<Node> well = new ArrayList<>();
    ExitCode exit = pass(nodes, 1, report, well);
    for (int pass = 2; pass <= passes && goesOn(well); pass++) {
      pass(List.copyOf(well), pass, report, new ArrayList<>());
    }
    report.end();
    return terminal.interruption().isInterrupted() ? ExitCode.INTERRUPTED : exit;
  }

  private boolean goesOn(List<Node> well) {
    return !well.isEmpty() && !terminal.interruption().isInterrupted();
  }

  private ExitCode pass(List<Node> nodes, int pass, Report<T> report, List<Node> well) {
    SessionCount before = fleet.sessions();
    FleetSummary summary =
        new Pass(terminal)
            .over(
                fleet.start(command, nodes, options),
                nodes.size(),
                ended -> {
                  report.node(ended, pass);
                  if (ended.outcome() instanceof Success<T>) {
                    well.add(ended.node());
                  }
                });
    report.pass(summary, fleet.sessions().since(before), pass);
    return new Pass(terminal).exit(summary);
  }
}
