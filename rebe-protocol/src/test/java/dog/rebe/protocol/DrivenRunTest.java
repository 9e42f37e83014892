package dog.rebe.protocol;

import static dog.rebe.protocol.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Command;
import dog.rebe.command.Impact;
import dog.rebe.command.Limits;
import dog.rebe.command.Repetition;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.execution.FleetOptions;
import dog.rebe.execution.SystemScheduler;
import dog.rebe.node.Endpoint;
import dog.rebe.node.Node;
import dog.rebe.node.NodeId;
import dog.rebe.node.Selector;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import dog.rebe.protocol.carrier.UnixSockets;
import dog.rebe.protocol.fleet.FleetEnd;
import dog.rebe.protocol.fleet.FleetListener;
import dog.rebe.protocol.fleet.FleetOrder;
import dog.rebe.protocol.fleet.FoldedOutcomes;
import dog.rebe.protocol.fleet.RemoteFleet;
import dog.rebe.protocol.negotiation.Feature;
import dog.rebe.protocol.negotiation.Offer;
import dog.rebe.protocol.negotiation.SessionOptions;
import dog.rebe.testkit.Script;
import dog.rebe.testkit.ScriptedTransport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run that an agent drives itself: each node is told of once, and what is said of it is true. */
@Timeout(value = 240, unit = TimeUnit.SECONDS)
final class DrivenRunTest {

  /** Set {@code rebe.protocol.driven} to 100000 for the whole. */
  private static final int NODES = Integer.getInteger("rebe.protocol.driven", 5_000);

  /** So many outcomes an agent has at most that the caller has not asked for. */
  private static final int NODES_AHEAD = 4_096;

  private static final Duration TIME = Duration.ofSeconds(200);

  @TempDir private Path folder;

  private SystemScheduler time;
  private ScriptedTransport nodes;
  private Agent agent;
  private Path socket;
  private CutOnDemand way;
  private AgentTransport through;

  /** Every seventh fails, and every hundredth says something of its own. */
  private static Script behave(NodeId id) {
    int number = Integer.parseInt(id.value().substring(id.value().indexOf('-') + 1));
    if (number % 7 == 0) {
      return Script.of(
          Script.commit(), Script.accept(), Script.stderr("no disk\n"), Script.exit(3));
    }
    String said = number % 100 == 1 ? id.value() : "fine";
    return Script.of(Script.commit(), Script.accept(), Script.stdout(said), Script.exit(0));
  }

  private static List<Node> fleet(int count) {
    List<Node> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(
          new Node(
              new NodeId("node-" + i), Endpoint.local(), Map.of("half", i % 2 == 0 ? "a" : "b")));
    }
    return all;
  }

  @BeforeEach
  void open() throws Exception {
    time = SystemScheduler.create();
    nodes = ScriptedTransport.builder(time, request -> behave(request.node().id())).build();
    agent =
        Agent.serving(nodes)
            .nodes(fleet(NODES))
            .policy(AgentRules.readOnly().upTo(Impact.CHANGES))
            .build();
    socket = folder.resolve("agent");
    agent.listen(UnixSockets.listen(socket));
    way = new CutOnDemand(UnixSockets.to(socket));
    through = through(Patience.LONG);
  }

  private AgentTransport through(Duration resumeWindow) {
    return AgentTransport.builder()
        .agent("site", way)
        .session(SessionOptions.defaults().withResumeWindow(resumeWindow))
        .build();
  }

  @AfterEach
  void close() {
    through.close();
    agent.close();
    nodes.close();
    time.close();
  }

  private static Command<CapturedOutput> command() {
    return Command.of("df")
        .changes(Repetition.ONCE)
        .limits(Limits.of(Duration.ofMinutes(3), 10_000));
  }

  /** Hears of each node, and whether one came twice. */
  private static final class Heard implements FleetListener {
    private final Map<String, Outcome<CapturedOutput>> outcomes = new LinkedHashMap<>();
    private final AtomicInteger results = new AtomicInteger();
    private final AtomicInteger groups = new AtomicInteger();
    private final CompletableFuture<FleetEnd> end = new CompletableFuture<>();
    private volatile boolean twice;

    @Override
    public void onResults(List<FoldedOutcomes> folded) {
      results.incrementAndGet();
      groups.addAndGet(folded.size());
      synchronized (outcomes) {
        for (FoldedOutcomes group : folded) {
          for (NodeId id : group.nodes()) {
            twice |= outcomes.put(id.value(), group.sample()) != null;
          }
        }
      }
    }

    @Override
    public void onEnd(FleetEnd how) {
      end.complete(how);
    }

    FleetEnd await() throws Exception {
      return end.get(220, TimeUnit.SECONDS);
    }

    int count() {
      synchronized (outcomes) {
        return outcomes.size();
      }
    }
  }

  private Heard run(FleetOrder order) {
    Heard heard = new Heard();
    through.startRun("site", order, heard).request(Long.MAX_VALUE);
    return heard;
  }

  @Test
  void tellsOfEachNodeOnceWhatTheSameRunFromHereTells() throws Exception {
    Heard heard = new Heard();
    RemoteFleet run =
        through.startRun(
            "site", FleetOrder.of(command(), Selector.all(), TIME).withConcurrency(200), heard);
    // Nothing is told before it is asked for, so that there is much to fold.
    await().until(() -> nodes.executions() >= Math.min(NODES, NODES_AHEAD));
    run.request(Long.MAX_VALUE);

    assertThat(heard.await()).isEqualTo(new FleetEnd.Complete());
    assertThat(heard.twice).isFalse();
    assertThat(heard.outcomes).hasSize(NODES);
    assertThat(heard.groups.get()).as("folded").isLessThan(NODES / 2);
    try (CommandExecutor direct = CommandExecutor.builder().transport(nodes).build()) {
      direct
          .start(command(), fleet(NODES), FleetOptions.builder().concurrency(200).build())
          .forEach(near -> isTheSame(heard.outcomes.get(near.node().id().value()), near.outcome()));
    }
    fleet(NODES)
        .forEach(node -> assertThat(nodes.executionsOn(node.id())).as("from both").isEqualTo(2));
  }

  private static void isTheSame(Outcome<CapturedOutput> far, Outcome<CapturedOutput> near) {
    assertThat(far.delivery()).isEqualTo(near.delivery());
    assertThat(far.evidence().exit()).isEqualTo(near.evidence().exit());
    assertThat(far.evidence().output()).isEqualTo(near.evidence().output());
    assertThat(far.evidence().attempts()).isEqualTo(near.evidence().attempts());
    assertThat(far.value()).isEqualTo(near.value());
    assertThat(far.failure().map(Failure::kind)).isEqualTo(near.failure().map(Failure::kind));
    assertThat(far.failure().map(Failure::detail)).isEqualTo(near.failure().map(Failure::detail));
    assertThat(far.failure().map(each -> each.explanation().headline().replaceAll("\\d+", "N")))
        .isEqualTo(
            near.failure().map(each -> each.explanation().headline().replaceAll("\\d+", "N")));
  }

  @Test
  void runsOnlyWhereTheSelectorOrTheIdsSay() throws Exception {
    Heard half = run(FleetOrder.of(command(), Selector.parse("half=a"), TIME));
    Heard two =
        run(FleetOrder.of(command(), List.of(new NodeId("node-1"), new NodeId("node-5")), TIME));

    assertThat(half.await()).isEqualTo(new FleetEnd.Complete());
    assertThat(half.outcomes).hasSize((NODES + 1) / 2);
    assertThat(two.await()).isEqualTo(new FleetEnd.Complete());
    assertThat(two.outcomes).containsOnlyKeys("node-1", "node-5");
  }

  @Test
  void beginsNothingWithAnIdThatTheAgentDoesNotKnow() throws Exception {
    Heard heard =
        run(FleetOrder.of(command(), List.of(new NodeId("node-1"), new NodeId("other")), TIME));

    assertThat(heard.await())
        .isInstanceOfSatisfying(
            FleetEnd.NotBegun.class,
            end -> assertThat(end.kind()).isEqualTo(FailureKind.UNSUPPORTED));
    assertThat(nodes.executionsOn(new NodeId("node-1"))).isZero();
  }

  @Test
  void refusesOnEachNodeWhatThePolicyForbidsThere() throws Exception {
    Command<?> destroying =
        Command.of("rm").destroys(Repetition.ONCE).limits(Limits.of(Duration.ofSeconds(9), 9));
    Heard heard = run(FleetOrder.of(destroying, List.of(new NodeId("node-1")), TIME));

    assertThat(heard.await()).isEqualTo(new FleetEnd.Complete());
    assertThat(heard.outcomes.get("node-1").delivery()).isEqualTo(Delivery.NOT_STARTED);
    assertThat(nodes.executionsOn(new NodeId("node-1"))).isZero();
  }

  @Test
  void whoTakesNoResultsHoldsUpNewStarts() throws Exception {
    Heard heard = new Heard();
    RemoteFleet run =
        through.startRun("site", FleetOrder.of(command(), Selector.all(), TIME), heard);
    run.request(1);
    await().until(() -> heard.results.get() == 1);

    assertThat(heard.count()).isLessThanOrEqualTo(NODES_AHEAD);
    assertThat(heard.end).isNotDone();
    run.request(Long.MAX_VALUE);
    assertThat(heard.await()).isEqualTo(new FleetEnd.Complete());
    assertThat(heard.outcomes).hasSize(NODES);
  }

  @Test
  void goesOnOverTheNextLink() throws Exception {
    Heard heard = new Heard();
    RemoteFleet run =
        through.startRun("site", FleetOrder.of(command(), Selector.all(), TIME), heard);
    for (int cuts = 1; cuts <= 3; cuts++) {
      int before = heard.count();
      run.request(1);
      await().until(() -> heard.count() > before || heard.end.isDone());
      way.cut();
    }
    run.request(Long.MAX_VALUE);

    assertThat(heard.await()).isEqualTo(new FleetEnd.Complete());
    assertThat(heard.twice).isFalse();
    assertThat(heard.outcomes).hasSize(NODES);
    fleet(NODES).forEach(node -> assertThat(nodes.executionsOn(node.id())).isEqualTo(1));
  }

  @Test
  void whatWasToldStaysTrueWhenTheAgentIsGone() throws Exception {
    through.close();
    through = through(Duration.ofSeconds(3));
    Heard heard = new Heard();
    RemoteFleet run =
        through.startRun("site", FleetOrder.of(command(), Selector.all(), TIME), heard);
    run.request(1);
    await().until(() -> heard.results.get() == 1);
    way.cutForGood();
    agent.close();

    assertThat(heard.await()).isInstanceOf(FleetEnd.Lost.class);
    heard
        .outcomes
        .keySet()
        .forEach(name -> assertThat(nodes.executionsOn(new NodeId(name))).isEqualTo(1));
    fleet(NODES).forEach(node -> assertThat(nodes.executionsOn(node.id())).isLessThanOrEqualTo(1));
  }

  @Test
  void aCancelledRunTellsOfEveryNodeToo() throws Exception {
    Heard heard = new Heard();
    RemoteFleet run =
        through.startRun(
            "site", FleetOrder.of(command(), Selector.all(), TIME).withConcurrency(1), heard);
    run.request(1);
    await().until(() -> heard.results.get() == 1);
    run.cancel();
    run.request(Long.MAX_VALUE);

    assertThat(heard.await()).isEqualTo(new FleetEnd.Complete());
    assertThat(heard.twice).isFalse();
    heard.outcomes.forEach(
        (name, outcome) -> {
          long executions = nodes.executionsOn(new NodeId(name));
          assertThat(executions)
              .as(name)
              .isEqualTo(outcome.delivery() == Delivery.NOT_STARTED ? 0 : 1);
        });
  }

  @Test
  void isRefusedByAnAgentThatDrivesNone() throws Exception {
    SessionOptions old =
        SessionOptions.defaults().withOffer(Offer.current().without(Feature.FLEET));
    try (AgentTransport plain =
        AgentTransport.builder().agent("site", UnixSockets.to(socket)).session(old).build()) {
      Heard heard = new Heard();
      plain.startRun("site", FleetOrder.of(command(), Selector.all(), TIME), heard);

      assertThat(heard.await())
          .isInstanceOfSatisfying(
              FleetEnd.NotBegun.class, end -> assertThat(end.detail()).contains("'fleet'"));
    }
  }
}
