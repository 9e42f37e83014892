package dog.rebe.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.change.Approval;
import dog.rebe.change.CommandDigest;
import dog.rebe.command.Command;
import dog.rebe.command.Impact;
import dog.rebe.command.Limits;
import dog.rebe.command.Repetition;
import dog.rebe.execution.SystemScheduler;
import dog.rebe.node.Endpoint;
import dog.rebe.node.Node;
import dog.rebe.node.NodeId;
import dog.rebe.node.Selector;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.FailureKind;
import dog.rebe.protocol.carrier.UnixSockets;
import dog.rebe.protocol.fleet.FleetEnd;
import dog.rebe.protocol.fleet.FleetListener;
import dog.rebe.protocol.fleet.FleetOrder;
import dog.rebe.protocol.fleet.FoldedOutcomes;
import dog.rebe.protocol.fleet.RunApproval;
import dog.rebe.protocol.identity.EnrolledPeers;
import dog.rebe.protocol.identity.PeerKey;
import dog.rebe.protocol.negotiation.Feature;
import dog.rebe.protocol.negotiation.Offer;
import dog.rebe.protocol.negotiation.SessionOptions;
import dog.rebe.testkit.Script;
import dog.rebe.testkit.ScriptedTransport;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What destroys in a run that an agent drives, by the signed approval that travels with it. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class ApprovedRunTest {

  private static final Duration TIME = Duration.ofSeconds(60);
  private static final List<NodeId> BOTH = List.of(new NodeId("a"), new NodeId("b"));
  private static final SecureRandom RANDOM = new SecureRandom();

  @TempDir private Path folder;

  private final PeerKey anna = PeerKey.generate(RANDOM);
  private final PeerKey stranger = PeerKey.generate(RANDOM);
  private SystemScheduler time;
  private ScriptedTransport nodes;
  private Agent agent;
  private AgentTransport through;

  @BeforeEach
  void open() throws Exception {
    time = SystemScheduler.create();
    nodes = ScriptedTransport.builder(time, request -> Script.answers("gone")).build();
    agent =
        Agent.serving(nodes)
            .nodes(
                List.of(
                    Node.of("a", Endpoint.local()),
                    Node.of("b", Endpoint.local()),
                    Node.of("c", Endpoint.local())))
            .policy(AgentRules.readOnly().upTo(Impact.DESTROYS))
            .approvers(EnrolledPeers.of("anna", anna.publicKey()))
            .build();
    agent.listen(UnixSockets.listen(folder.resolve("agent")));
    through = through(SessionOptions.defaults());
  }

  private AgentTransport through(SessionOptions options) {
    return AgentTransport.builder()
        .agent("site", UnixSockets.to(folder.resolve("agent")))
        .session(options)
        .build();
  }

  @AfterEach
  void close() {
    through.close();
    agent.close();
    nodes.close();
    time.close();
  }

  private static Command<CapturedOutput> remove(String what) {
    return Command.of("rm", "-r", what)
        .destroys(Repetition.ONCE)
        .limits(Limits.of(Duration.ofSeconds(30), 10_000));
  }

  private static Approval approval(Command<?> command, List<NodeId> where, Instant given) {
    return new Approval(
        CommandDigest.of(command, where), "run-7", "anna", given, given.plusSeconds(600));
  }

  private static final class Heard implements FleetListener {
    private final List<FoldedOutcomes> results = new ArrayList<>();
    private final CompletableFuture<FleetEnd> end = new CompletableFuture<>();

    @Override
    public synchronized void onResults(List<FoldedOutcomes> folded) {
      results.addAll(folded);
    }

    @Override
    public void onEnd(FleetEnd how) {
      end.complete(how);
    }

    synchronized long successes() {
      return results.stream()
          .filter(group -> group.sample().value().isPresent())
          .mapToLong(group -> group.nodes().size())
          .sum();
    }
  }

  private static Heard start(AgentTransport transport, FleetOrder order) throws Exception {
    Heard heard = new Heard();
    transport.startRun("site", order, heard).request(Long.MAX_VALUE);
    heard.end.get(60, TimeUnit.SECONDS);
    return heard;
  }

  private static FleetOrder order(Command<?> command, RunApproval consent) {
    return FleetOrder.of(command, BOTH, TIME).approved(consent);
  }

  private void isRefused(FleetOrder order, String why) throws Exception {
    assertThat(start(through, order).end.get())
        .isInstanceOfSatisfying(
            FleetEnd.NotBegun.class,
            end -> {
              assertThat(end.kind()).isEqualTo(FailureKind.APPROVAL_REFUSED);
              assertThat(end.detail()).contains(why);
            });
    assertThat(nodes.executions()).isZero();
  }

  @Test
  void runsWhatWasApprovedOnTheNodesForWhichItWas() throws Exception {
    Command<?> command = remove("/srv/old");
    RunApproval consent = RunApproval.sign(approval(command, BOTH, Instant.now()), anna);

    Heard heard = start(through, order(command, consent));

    assertThat(heard.end.get()).isEqualTo(new FleetEnd.Complete());
    assertThat(heard.successes()).isEqualTo(2);
    assertThat(nodes.executions()).isEqualTo(2);
  }

  @Test
  void countsForOneRunOnly() throws Exception {
    Command<?> command = remove("/srv/old");
    RunApproval consent = RunApproval.sign(approval(command, BOTH, Instant.now()), anna);
    start(through, order(command, consent));

    try (AgentTransport other = through(SessionOptions.defaults())) {
      Heard again = start(other, order(command, consent));

      assertThat(again.end.get()).isInstanceOf(FleetEnd.NotBegun.class);
    }
    assertThat(nodes.executions()).isEqualTo(2);
  }

  @Test
  void isRefusedForAnotherCommandOrOtherNodes() throws Exception {
    RunApproval consent = RunApproval.sign(approval(remove("/srv/old"), BOTH, Instant.now()), anna);

    isRefused(order(remove("/srv"), consent), "The approval is for");
    List<NodeId> more = List.of(new NodeId("a"), new NodeId("b"), new NodeId("c"));
    isRefused(
        FleetOrder.of(remove("/srv/old"), more, TIME).approved(consent), "The approval is for");
  }

  @Test
  void isRefusedFromWhoIsNotEnrolled() throws Exception {
    Command<?> command = remove("/srv/old");
    Approval claimed = approval(command, BOTH, Instant.now());

    isRefused(order(command, RunApproval.sign(claimed, stranger)), "not signed by an approver");
    isRefused(order(command, RunApproval.of(claimed, new byte[64])), "not signed by an approver");
  }

  @Test
  void isRefusedOnceItsTimesWereChanged() throws Exception {
    Command<?> command = remove("/srv/old");
    Approval given = approval(command, BOTH, Instant.now());
    Approval longer =
        new Approval(
            given.subject(),
            given.run(),
            given.approver(),
            given.givenAt(),
            given.expiresAt().plusSeconds(86_400));
    byte[] signature = RunApproval.sign(given, anna).signature();

    isRefused(order(command, RunApproval.of(longer, signature)), "not signed by an approver");
  }

  @Test
  void isRefusedAfterItExpired() throws Exception {
    Command<?> command = remove("/srv/old");
    Instant now = Instant.now();
    Approval brief =
        new Approval(CommandDigest.of(command, BOTH), "run-8", "anna", now, now.plusMillis(1));
    Patience.await().until(() -> Instant.now().isAfter(brief.expiresAt()));

    isRefused(order(command, RunApproval.sign(brief, anna)), "expired");
  }

  @Test
  void isRefusedByAnAgentThatWasStartedAfterItWasGiven() throws Exception {
    Command<?> command = remove("/srv/old");
    Approval old = approval(command, BOTH, Instant.now().minusSeconds(60));

    isRefused(order(command, RunApproval.sign(old, anna)), "before this agent was started");
  }

  @Test
  void doesNotTravelToAnAgentThatWouldPassItOver() throws Exception {
    Command<?> command = remove("/srv/old");
    RunApproval consent = RunApproval.sign(approval(command, BOTH, Instant.now()), anna);
    SessionOptions old =
        SessionOptions.defaults().withOffer(Offer.current().without(Feature.APPROVAL));

    try (AgentTransport other = through(old)) {
      assertThat(start(other, order(command, consent)).end.get())
          .isInstanceOfSatisfying(
              FleetEnd.NotBegun.class,
              end -> assertThat(end.kind()).isEqualTo(FailureKind.UNSUPPORTED));
    }
    assertThat(nodes.executions()).isZero();
  }

  @Test
  void withoutOneWhatDestroysIsRefusedOnEveryNode() throws Exception {
    Heard heard = start(through, FleetOrder.of(remove("/srv/old"), BOTH, TIME));

    assertThat(heard.end.get()).isEqualTo(new FleetEnd.Complete());
    assertThat(heard.successes()).isZero();
    assertThat(nodes.executions()).isZero();
  }

  @Test
  void namesItsNodesByTheirIds() {
    Command<?> command = remove("/srv/old");
    RunApproval consent = RunApproval.sign(approval(command, BOTH, Instant.now()), anna);

    assertThatThrownBy(() -> FleetOrder.of(command, Selector.all(), TIME).approved(consent))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
