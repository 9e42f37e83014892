package dog.rebe.benchmarks.acceptance;

import dog.rebe.command.Impact;
import dog.rebe.node.Node;
import dog.rebe.protocol.Agent;
import dog.rebe.protocol.AgentRules;
import dog.rebe.protocol.carrier.UnixSockets;
import dog.rebe.ssh.SshTransport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** An agent in a process of its own, with some of a fleet's nodes; ends with its standard input. */
public final class RegionalAgent {

  private RegionalAgent() {}

  /** Arguments: the fleet's folder, its first node's place, how many, and the socket. */
  public static void main(String[] arguments) throws IOException {
    RealFleet fleet = new RealFleet(Path.of(arguments[0]));
    int first = Integer.parseInt(arguments[1]);
    int count = Integer.parseInt(arguments[2]);
    List<Node> nodes = fleet.nodes(first + count).subList(first, first + count);
    try (SshTransport ssh = fleet.transport();
        Agent agent =
            Agent.serving(ssh)
                .nodes(nodes)
                .policy(AgentRules.readOnly().upTo(Impact.CHANGES))
                .build()) {
      agent.listen(UnixSockets.listen(Path.of(arguments[3])));
      System.out.println("ready");
      while (System.in.read() >= 0) {
        // Until whoever started it has gone.
      }
    }
  }
}
