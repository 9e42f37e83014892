package dog.rebe.benchmarks.acceptance;

import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.execution.FleetOptions;
import dog.rebe.node.Node;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.ssh.SshTransport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/** Runs many commands: what of the heap lives on after 10,000, against what lived on after 100? */
public final class HeapAfterCommands {

  private static final int FEW = 100;
  private static final int MANY = 10_000;
  private static final double BAR = 0.05;

  private HeapAfterCommands() {}

  /** Arguments: the fleet's folder, and on how many nodes the commands run. */
  public static void main(String[] arguments) {
    RealFleet fleet = new RealFleet(Path.of(arguments[0]));
    List<Node> nodes = fleet.nodes(Integer.parseInt(arguments[1]));
    Command<CapturedOutput> command =
        Command.of("cat", "/proc/loadavg")
            .readOnly()
            .limits(Limits.of(Duration.ofSeconds(60), 64 * 1024));
    try (SshTransport transport = fleet.transport();
        CommandExecutor executor = CommandExecutor.builder().transport(transport).build()) {
      long failed = run(executor, command, nodes, FEW);
      long few = Heap.liveBytes();
      failed += run(executor, command, nodes, MANY - FEW);
      long many = Heap.liveBytes();
      double growth = (double) (many - few) / few;
      boolean met = growth <= BAR && failed == 0;
      new Bar(
              "heap after 10,000 commands within 5% of that after 100, after GC",
              "%.1f KiB and %.1f KiB: %+.1f%%; %d failed"
                  .formatted(few / 1024.0, many / 1024.0, 100 * growth, failed),
              met)
          .print();
      System.exit(met ? 0 : 1);
    }
  }

  /** On all nodes in turn, until this many have run; returns how many failed. */
  private static long run(
      CommandExecutor executor, Command<CapturedOutput> command, List<Node> nodes, int count) {
    long failed = 0;
    int left = count;
    while (left > 0) {
      List<Node> now = nodes.subList(0, Math.min(left, nodes.size()));
      failed +=
          executor
              .start(command, Collections.unmodifiableList(now), FleetOptions.defaults())
              .forEach(outcome -> {})
              .failed();
      left -= now.size();
    }
    return failed;
  }
}
