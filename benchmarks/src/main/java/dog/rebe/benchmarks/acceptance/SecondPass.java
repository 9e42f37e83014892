package dog.rebe.benchmarks.acceptance;

import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.execution.FleetOptions;
import dog.rebe.execution.FleetSummary;
import dog.rebe.facts.Facts;
import dog.rebe.facts.MachineFacts;
import dog.rebe.node.Node;
import dog.rebe.ssh.PoolStatistics;
import dog.rebe.ssh.SshTransport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Reads the facts of a fleet twice: how many of the second pass's commands found a session open?
 */
public final class SecondPass {

  private static final double BAR = 0.9;

  private SecondPass() {}

  /** Arguments: the fleet's folder, and how many nodes. */
  public static void main(String[] arguments) {
    RealFleet fleet = new RealFleet(Path.of(arguments[0]));
    List<Node> nodes = fleet.nodes(Integer.parseInt(arguments[1]));
    Command<MachineFacts> facts =
        Facts.command(Limits.of(Duration.ofSeconds(60), Facts.OUTPUT_BYTES));
    try (SshTransport transport = fleet.transport();
        CommandExecutor executor = CommandExecutor.builder().transport(transport).build()) {
      FleetSummary first = pass(executor, facts, nodes);
      PoolStatistics before = transport.poolStatistics();
      FleetSummary second = pass(executor, facts, nodes);
      PoolStatistics after = transport.poolStatistics();
      double share = (double) (after.reused() - before.reused()) / nodes.size();
      String measured =
          "%.1f%% (%d opened); first pass %.1f nodes/s, second %.1f; %d and %d failed"
              .formatted(
                  100 * share,
                  after.opened() - before.opened(),
                  rate(first),
                  rate(second),
                  first.failed(),
                  second.failed());
      boolean met = share >= BAR && first.failed() + second.failed() == 0;
      new Bar("90% or more of a second pass's commands on reused sessions", measured, met).print();
      System.exit(met ? 0 : 1);
    }
  }

  private static FleetSummary pass(
      CommandExecutor executor, Command<MachineFacts> facts, List<Node> nodes) {
    return executor.start(facts, nodes, FleetOptions.defaults()).forEach(outcome -> {});
  }

  private static double rate(FleetSummary summary) {
    return summary.nodes() / (summary.elapsed().toNanos() / 1e9);
  }
}
