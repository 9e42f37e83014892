package dog.rebe.benchmarks.acceptance;

import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.command.Repetition;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.execution.FleetOptions;
import dog.rebe.execution.NodeOutcome;
import dog.rebe.execution.RetryOptions;
import dog.rebe.facts.Fact;
import dog.rebe.facts.Facts;
import dog.rebe.facts.MachineFacts;
import dog.rebe.facts.Topic;
import dog.rebe.node.Node;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Delivery;
import dog.rebe.protocol.AgentTransport;
import dog.rebe.protocol.AgentTransportBuilder;
import dog.rebe.protocol.carrier.UnixSockets;
import dog.rebe.protocol.negotiation.SessionOptions;
import dog.rebe.ssh.SshTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One coordinator and three agents in processes of their own, with real OpenSSH nodes behind each:
 * the facts of the fleet are the same as without agents, and when one agent is killed in the middle
 * of a run, what is said of each node is what the node counted.
 */
public final class ThreeAgents {

  private static final int AGENTS = 3;
  private static final int AT_ONCE = 60;

  /** What does not change from one look to the next. */
  private static final List<Topic> STABLE =
      List.of(Topic.IDENTITY, Topic.KERNEL, Topic.PROCESSORS, Topic.BLOCK_DEVICES, Topic.PACKAGES);

  private final Path folder;
  private final int each;
  private final List<RegionProcess> regions = new ArrayList<>();

  private ThreeAgents(Path folder, int each) {
    this.folder = folder;
    this.each = each;
  }

  /** Arguments: the fleet's folder, and how many nodes each agent has. */
  public static void main(String[] arguments) throws IOException {
    boolean met = new ThreeAgents(Path.of(arguments[0]), Integer.parseInt(arguments[1])).run();
    System.exit(met ? 0 : 1);
  }

  private boolean run() throws IOException {
    RealFleet fleet = new RealFleet(folder);
    List<Node> direct = fleet.nodes(AGENTS * each);
    Map<String, Integer> regionOf = new HashMap<>();
    List<Node> behind = new ArrayList<>();
    AgentTransportBuilder builder =
        AgentTransport.builder()
            .session(SessionOptions.defaults().withResumeWindow(Duration.ofSeconds(5)));
    for (int region = 0; region < AGENTS; region++) {
      Path socket = folder.resolve("agent-" + region);
      Files.deleteIfExists(socket);
      regions.add(RegionProcess.start(folder, region * each, each, socket));
      builder.agent("region-" + region, UnixSockets.to(socket));
      for (Node node : direct.subList(region * each, (region + 1) * each)) {
        regionOf.put(node.id().value(), region);
        // A site's breaker must not take the nodes of one agent for those of another.
        Map<String, String> labels = new HashMap<>(node.labels());
        labels.put("site", "region-" + region);
        behind.add(new Node(node.id(), AgentTransport.endpoint("region-" + region), labels));
      }
    }
    try (SshTransport ssh = fleet.transport();
        AgentTransport agents = builder.build();
        CommandExecutor executor =
            CommandExecutor.builder()
                .transport(ssh)
                .transport(agents)
                .retry(RetryOptions.none())
                .build()) {
      boolean same = sameFacts(executor, direct, behind);
      return killed(executor, interleaved(behind), regionOf) && same;
    } finally {
      regions.forEach(RegionProcess::close);
    }
  }

  /** So that nodes of all agents are under way when one is killed. */
  private List<Node> interleaved(List<Node> behind) {
    List<Node> mixed = new ArrayList<>(behind.size());
    for (int i = 0; i < each; i++) {
      for (int region = 0; region < AGENTS; region++) {
        mixed.add(behind.get(region * each + i));
      }
    }
    return mixed;
  }

  private boolean sameFacts(CommandExecutor executor, List<Node> direct, List<Node> behind) {
    long began = System.nanoTime();
    Map<String, String> near = facts(executor, direct);
    long between = System.nanoTime();
    Map<String, String> far = facts(executor, behind);
    long ended = System.nanoTime();
    long different =
        direct.stream()
            .map(node -> node.id().value())
            .filter(id -> !near.getOrDefault(id, "none").equals(far.getOrDefault(id, "nothing")))
            .count();
    boolean met = different == 0 && far.size() == direct.size();
    new Bar(
            "a fleet behind " + AGENTS + " agents is discovered as it is directly",
            "%d nodes, %d with other facts; direct %.1f s, through agents %.1f s"
                .formatted(
                    direct.size(), different, (between - began) / 1e9, (ended - between) / 1e9),
            met)
        .print();
    return met;
  }

  private static Map<String, String> facts(CommandExecutor executor, List<Node> nodes) {
    Command<MachineFacts> command =
        Facts.command(Limits.of(Duration.ofMinutes(2), Facts.OUTPUT_BYTES));
    Map<String, String> found = new TreeMap<>();
    executor
        .start(command, nodes, FleetOptions.builder().concurrency(AT_ONCE).build())
        .forEach(
            outcome ->
                found.put(
                    outcome.node().id().value(),
                    outcome.outcome().value().map(ThreeAgents::stable).orElse("failed")));
    return found;
  }

  private static String stable(MachineFacts facts) {
    StringBuilder text = new StringBuilder();
    for (Topic topic : STABLE) {
      Optional<?> value = Optional.ofNullable(facts.byTopic().get(topic)).flatMap(Fact::value);
      text.append(topic).append('=').append(value.orElse(null)).append('\n');
    }
    return text.toString();
  }

  private boolean killed(CommandExecutor executor, List<Node> nodes, Map<String, Integer> regionOf)
      throws IOException {
    Path counts = Files.createDirectories(folder.resolve("counts"));
    Command<CapturedOutput> command =
        Command.script(
                "IFS= read -r node; echo x >>" + counts + "/$node; sleep 0.3; echo \"$node\"")
            .changes(Repetition.ONCE)
            .limits(Limits.of(Duration.ofMinutes(2), 1_000));
    Map<String, NodeOutcome<CapturedOutput>> outcomes = new HashMap<>();
    AtomicInteger twice = new AtomicInteger();
    for (Node node : nodes) {
      Files.deleteIfExists(counts.resolve(node.id().value()));
    }
    RunOfEach run = new RunOfEach(executor, command, AT_ONCE);
    run.over(
        nodes,
        outcome -> {
          if (outcomes.put(outcome.node().id().value(), outcome) != null) {
            twice.incrementAndGet();
          }
          if (outcomes.size() == nodes.size() / 3) {
            regions.get(1).kill();
          }
        });
    int untrue = 0;
    int unknown = 0;
    int elsewhere = 0;
    for (Node node : nodes) {
      String id = node.id().value();
      NodeOutcome<CapturedOutput> outcome = outcomes.get(id);
      Path file = counts.resolve(id);
      long executions = Files.exists(file) ? Files.readAllLines(file).size() : 0;
      Delivery delivery = outcome == null ? null : outcome.outcome().delivery();
      boolean isTrue =
          delivery == Delivery.COMPLETED
              ? executions == 1
              : delivery == Delivery.NOT_STARTED
                  ? executions == 0
                  : delivery != null && executions <= 1;
      untrue += isTrue ? 0 : 1;
      unknown += delivery == Delivery.UNKNOWN ? 1 : 0;
      if (regionOf.getOrDefault(id, 1) != 1 && delivery != Delivery.COMPLETED) {
        elsewhere++;
        System.err.println(
            id + ", of another agent: " + (outcome == null ? "" : outcome.outcome()));
      }
    }
    boolean met = untrue == 0 && twice.get() == 0 && elsewhere == 0 && unknown > 0;
    new Bar(
            "one agent killed in the middle: every node's outcome complete and true",
            "%d nodes, %d outcomes, %d untrue, %d twice, %d unknown; %d of other agents harmed"
                .formatted(nodes.size(), outcomes.size(), untrue, twice.get(), unknown, elsewhere),
            met)
        .print();
    return met;
  }
}
