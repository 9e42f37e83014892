package dog.rebe.ssh.testkit.leak;

import dog.rebe.ssh.testkit.EmbeddedFleet;
import dog.rebe.ssh.testkit.EmbeddedNode;
import dog.rebe.ssh.testkit.Execution;
import dog.rebe.ssh.testkit.NodeStatistics;
import java.util.ArrayList;
import java.util.List;

/** What clients have left on the nodes of a fleet. */
final class FleetWatch {

  private FleetWatch() {}

  static List<String> left(EmbeddedFleet fleet) {
    List<String> left = new ArrayList<>();
    for (EmbeddedNode node : fleet.nodes()) {
      NodeStatistics seen = node.statistics();
      if (seen.sessionsOpen() > 0) {
        left.add("- %d session(s) on %s".formatted(seen.sessionsOpen(), node));
      }
      if (seen.channelsOpen() > 0) {
        left.add("- %d channel(s) on %s".formatted(seen.channelsOpen(), node));
      }
      for (Execution execution : node.running()) {
        left.add(
            "- process %d on %s: %s".formatted(execution.process(), node, execution.command()));
      }
    }
    return left;
  }
}
