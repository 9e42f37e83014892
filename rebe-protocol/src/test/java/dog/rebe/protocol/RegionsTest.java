package dog.rebe.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Command;
import dog.rebe.command.Decoder;
import dog.rebe.command.Impact;
import dog.rebe.command.Limits;
import dog.rebe.command.Repetition;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.execution.FleetOptions;
import dog.rebe.execution.FleetRun;
import dog.rebe.execution.NodeOutcome;
import dog.rebe.execution.RetryOptions;
import dog.rebe.execution.SystemScheduler;
import dog.rebe.node.Endpoint;
import dog.rebe.node.Node;
import dog.rebe.outcome.Delivery;
import dog.rebe.protocol.carrier.UnixSockets;
import dog.rebe.protocol.negotiation.SessionOptions;
import dog.rebe.testkit.Script;
import dog.rebe.testkit.ScriptedTransport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One coordinator, three agents, and nodes behind each: one run over all of them. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class RegionsTest {

  private static final int NODES_EACH = 100;
  private static final List<String> REGIONS = List.of("north", "south", "west");

  @TempDir private Path folder;

  private SystemScheduler time;
  private final Map<String, ScriptedTransport> transports = new HashMap<>();
  private final Map<String, Agent> agents = new HashMap<>();
  private AgentTransport through;
  private CommandExecutor executor;

  @BeforeEach
  void open() throws Exception {
    time = SystemScheduler.create();
    AgentTransportBuilder builder =
        AgentTransport.builder()
            .session(SessionOptions.defaults().withResumeWindow(Duration.ofMillis(500)));
    for (String region : REGIONS) {
      ScriptedTransport nodes =
          ScriptedTransport.builder(
                  time,
                  request ->
                      Script.of(
                          Script.commit(),
                          Script.accept(),
                          Script.pause(Duration.ofMillis(20)),
                          Script.stdout(request.node().id().value()),
                          Script.exit(0)))
              .build();
      Agent agent =
          Agent.serving(nodes)
              .nodes(
                  id ->
                      id.value().startsWith(region)
                          ? Optional.of(new Node(id, Endpoint.local(), Map.of()))
                          : Optional.empty())
              .policy(AgentRules.readOnly().upTo(Impact.CHANGES))
              .build();
      Path socket = folder.resolve(region);
      agent.listen(UnixSockets.listen(socket));
      builder.agent(region, UnixSockets.to(socket));
      transports.put(region, nodes);
      agents.put(region, agent);
    }
    through = builder.build();
    executor = CommandExecutor.builder().transport(through).retry(RetryOptions.none()).build();
  }

  @AfterEach
  void close() {
    executor.close();
    through.close();
    agents.values().forEach(Agent::close);
    transports.values().forEach(ScriptedTransport::close);
    time.close();
  }

  private static List<Node> nodes() {
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < NODES_EACH; i++) {
      for (String region : REGIONS) {
        nodes.add(Node.of(region + "-" + i, AgentTransport.endpoint(region)));
      }
    }
    return nodes;
  }

  private static Command<String> command() {
    return Command.of("hostname")
        .changes(Repetition.ONCE)
        .limits(Limits.of(Duration.ofSeconds(30), 1_000))
        .decode(Decoder.text());
  }

  private static FleetOptions atATime(int nodes) {
    return FleetOptions.builder().concurrency(nodes).build();
  }

  @Test
  void reachesEveryNodeThroughItsAgent() throws Exception {
    Map<String, String> answers = new HashMap<>();
    FleetRun<String> run = executor.start(command(), nodes(), atATime(50));
    run.forEach(
        each -> answers.put(each.node().id().value(), each.outcome().value().orElse("nothing")));

    assertThat(answers).hasSize(3 * NODES_EACH);
    answers.forEach((node, answer) -> assertThat(answer).isEqualTo(node));
  }

  @Test
  void tellsTheTruthOfEveryNodeWhenOneAgentIsKilled() throws Exception {
    Map<String, NodeOutcome<String>> outcomes = new HashMap<>();
    AtomicInteger heard = new AtomicInteger();
    FleetRun<String> run = executor.start(command(), nodes(), atATime(30));
    run.forEach(
        each -> {
          assertThat(outcomes.put(each.node().id().value(), each)).as("one outcome each").isNull();
          if (heard.incrementAndGet() == NODES_EACH) {
            Thread killer = new Thread(agents.get("south")::close);
            killer.start();
          }
        });

    assertThat(outcomes).hasSize(3 * NODES_EACH);
    outcomes.forEach(
        (name, outcome) -> {
          String region = name.substring(0, name.indexOf('-'));
          long executions = transports.get(region).executionsOn(outcome.node().id());
          Delivery delivery = outcome.outcome().delivery();
          if (delivery == Delivery.COMPLETED) {
            assertThat(executions).as(name).isEqualTo(1);
          } else if (delivery == Delivery.NOT_STARTED) {
            assertThat(executions).as(name).isZero();
          } else {
            assertThat(region).as(name + " " + delivery).isEqualTo("south");
            assertThat(executions).as(name).isLessThanOrEqualTo(1);
          }
          if (!region.equals("south")) {
            assertThat(delivery).as(name).isEqualTo(Delivery.COMPLETED);
          }
        });
  }
}
