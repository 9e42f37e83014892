package dog.rebe.benchmarks.protocol;

import dog.rebe.benchmarks.EmptyTransport;
import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.node.Endpoint;
import dog.rebe.node.Node;
import dog.rebe.node.NodeId;
import dog.rebe.node.Selector;
import dog.rebe.protocol.Agent;
import dog.rebe.protocol.AgentTransport;
import dog.rebe.protocol.carrier.UnixSockets;
import dog.rebe.protocol.fleet.FleetEnd;
import dog.rebe.protocol.fleet.FleetListener;
import dog.rebe.protocol.fleet.FleetOrder;
import dog.rebe.protocol.fleet.FoldedOutcomes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/**
 * One run that an agent drives on very many nodes which answer at once: how long until its caller
 * has the outcome of each. The agent is in the same process, so that the time of both sides counts.
 */
public final class FoldedOutcomesIngest {

  private static final Duration BAR = Duration.ofSeconds(5);

  private FoldedOutcomesIngest() {}

  /** Argument: how many nodes, a million unless said. */
  public static void main(String[] arguments) throws Exception {
    int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
    Endpoint endpoint =
        new Endpoint(EmptyTransport.SCHEME, Optional.empty(), "here", OptionalInt.empty());
    List<Node> nodes = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      nodes.add(new Node(new NodeId("node-" + i), endpoint, Map.of()));
    }
    Path folder = Files.createTempDirectory("rebe-ingest");
    Path socket = folder.resolve("agent");
    try (Agent agent = Agent.serving(new EmptyTransport()).nodes(nodes).build();
        AgentTransport through =
            AgentTransport.builder().agent("all", UnixSockets.to(socket)).build()) {
      agent.listen(UnixSockets.listen(socket));
      run(through, count);
      double seconds = run(through, count);
      boolean met = seconds < BAR.toSeconds();
      System.out.printf(
          "%,d folded outcomes in %.2f s, agent and caller in one process: %,.0f a second (%s)%n",
          count, seconds, count / seconds, met ? "met" : "missed");
      System.exit(met ? 0 : 1);
    } finally {
      Files.deleteIfExists(socket);
      Files.deleteIfExists(folder);
    }
  }

  private static double run(AgentTransport through, int count) throws Exception {
    Command<?> command =
        Command.of("true").readOnly().limits(Limits.of(Duration.ofSeconds(60), 1_000));
    Counting counting = new Counting();
    long began = System.nanoTime();
    through
        .startRun(
            "all",
            FleetOrder.of(command, Selector.all(), Duration.ofMinutes(10)).withConcurrency(1_000),
            counting)
        .request(Long.MAX_VALUE);
    FleetEnd end = counting.end.get();
    double seconds = (System.nanoTime() - began) / 1e9;
    if (!(end instanceof FleetEnd.Complete) || counting.nodes != count) {
      throw new IOException(end + " after " + counting.nodes + " nodes");
    }
    return seconds;
  }

  private static final class Counting implements FleetListener {
    private final CompletableFuture<FleetEnd> end = new CompletableFuture<>();
    private long nodes;

    @Override
    public void onResults(List<FoldedOutcomes> folded) {
      folded.forEach(group -> nodes += group.nodes().size());
    }

    @Override
    public void onEnd(FleetEnd how) {
      end.complete(how);
    }
  }
}
