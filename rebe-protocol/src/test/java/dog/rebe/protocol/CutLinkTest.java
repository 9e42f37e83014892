package dog.rebe.protocol;

import static dog.rebe.protocol.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Impact;
import dog.rebe.execution.ExchangeEnd;
import dog.rebe.execution.SystemScheduler;
import dog.rebe.node.Endpoint;
import dog.rebe.node.Node;
import dog.rebe.outcome.ExitStatus;
import dog.rebe.protocol.carrier.Connector;
import dog.rebe.protocol.carrier.LinkServer;
import dog.rebe.protocol.carrier.UnixSockets;
import dog.rebe.protocol.negotiation.Feature;
import dog.rebe.protocol.negotiation.Offer;
import dog.rebe.protocol.negotiation.SessionOptions;
import dog.rebe.testkit.Script;
import dog.rebe.testkit.ScriptedTransport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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

/**
 * Whatever byte of a session's first link is the last: no command runs twice, and what is said of
 * it is true.
 */
@Timeout(value = 1_200, unit = TimeUnit.SECONDS)
final class CutLinkTest {

  private static final Node NODE = Node.of("localhost", AgentTransport.endpoint("far"));
  private static final SessionOptions OPTIONS =
      SessionOptions.defaults().withResumeWindow(Patience.LONG).withOpeningTimeout(Patience.LONG);

  @TempDir private Path folder;

  private SystemScheduler time;
  private ScriptedTransport nodes;
  private Agent agent;
  private Path socket;
  private WatchedServer watched;

  @BeforeEach
  void serve() throws Exception {
    time = SystemScheduler.create();
    nodes =
        ScriptedTransport.builder(
                time,
                request ->
                    Script.of(
                        Script.commit(),
                        Script.accept(),
                        Script.stdout("one"),
                        Script.stdout("two"),
                        Script.exit(0)))
            .build();
    start("first");
  }

  private void start(String name) throws Exception {
    agent =
        Agent.serving(nodes)
            .nodes(id -> Optional.of(new Node(id, Endpoint.local(), Map.of())))
            .policy(AgentRules.readOnly().upTo(Impact.CHANGES))
            .session(OPTIONS)
            .build();
    socket = folder.resolve(name);
    watched = new WatchedServer(UnixSockets.listen(socket));
    agent.listen(watched);
  }

  @AfterEach
  void close() {
    agent.close();
    nodes.close();
    time.close();
  }

  /**
   * The first link is cut; those after it are whole, and come once the agent has read of the first
   * what opens it: a session that it is about to begin it would not know yet.
   */
  private Connector cutting(long readBytes, long writtenBytes) {
    AtomicInteger links = new AtomicInteger();
    Connector whole = UnixSockets.to(socket);
    return timeout -> {
      if (links.getAndIncrement() == 0) {
        return new CutLink(whole.connect(timeout), readBytes, writtenBytes);
      }
      watched.awaitOpened();
      return whole.connect(timeout);
    };
  }

  private AgentTransport through(Connector connector, SessionOptions options) {
    return AgentTransport.builder()
        .agent("far", connector)
        .session(options)
        .scheduler(time)
        .build();
  }

  /** Set {@code rebe.protocol.cutBytes} to 1 to cut at every byte; each takes some milliseconds. */
  private static final int CUT_EVERY = Integer.getInteger("rebe.protocol.cutBytes", 0);

  /** More than either side says in a session of these tests. */
  private static final long LONGEST = 1_500;

  private static List<Long> cuts() {
    List<Long> cuts = new ArrayList<>();
    for (long at = 0; at < (CUT_EVERY == 0 ? 500 : LONGEST); ) {
      cuts.add(at);
      at += CUT_EVERY == 0 ? 1 + at / 40 : CUT_EVERY;
    }
    return cuts;
  }

  @Test
  void goesOnWhereverWhatTheAgentSaysIsCut() throws Exception {
    for (long cut : cuts()) {
      checkResumed(cutting(cut, Long.MAX_VALUE), "cut after reading " + cut);
    }
  }

  @Test
  void goesOnWhereverWhatTheCallerSaysIsCut() throws Exception {
    for (long cut : cuts()) {
      checkResumed(cutting(Long.MAX_VALUE, cut), "cut after writing " + cut);
    }
  }

  /**
   * A link that is cut within its opening fails the attempts that wait for it, before anything is
   * sent; later it is made up for.
   */
  private void checkResumed(Connector connector, String what) throws Exception {
    Node node = Node.of(what.replace(' ', '-'), NODE.endpoint());
    try (AgentTransport transport = through(connector, OPTIONS)) {
      Calls.Heard call = Calls.start(transport, node, Calls.change(), Long.MAX_VALUE);
      ExchangeEnd end = call.await();
      long ran = nodes.executionsOn(node.id());
      if (end instanceof ExchangeEnd.NotStarted) {
        assertThat(ran).as(what + ": " + end).isZero();
      } else if (end instanceof ExchangeEnd.Lost) {
        // The acceptor had not heard the confirmation, so that there was no session to resume.
        assertThat(ran).as(what + ": " + end).isZero();
        assertThat(call.isCommitted()).as(what).isTrue();
      } else {
        assertThat(end).as(what).isEqualTo(new ExchangeEnd.Exited(new ExitStatus(0)));
        assertThat(ran).as(what).isEqualTo(1);
        assertThat(call.text()).as(what).isEqualTo("onetwo");
      }
    }
  }

  @Test
  void saysThatItDoesNotKnowWhereNothingIsResumed() throws Exception {
    SessionOptions plain = OPTIONS.withOffer(Offer.current().without(Feature.RESUME));
    int unknown = 0;
    for (long cut : cuts()) {
      Node node = Node.of("cut-" + cut, NODE.endpoint());
      try (AgentTransport transport = through(cutting(cut, Long.MAX_VALUE), plain)) {
        Calls.Heard call = Calls.start(transport, node, Calls.change(), Long.MAX_VALUE);
        ExchangeEnd end = call.await();
        if (end instanceof ExchangeEnd.NotStarted) {
          assertThat(nodes.executionsOn(node.id())).as("cut at " + cut).isZero();
        } else if (end instanceof ExchangeEnd.Lost) {
          unknown++;
        } else {
          assertThat(end).isEqualTo(new ExchangeEnd.Exited(new ExitStatus(0)));
        }
        assertThat(nodes.executionsOn(node.id())).isLessThanOrEqualTo(1);
      }
    }
    assertThat(unknown).isPositive();
  }

  @Test
  void losesWhatRanOnAnAgentThatWasKilled() throws Exception {
    Connector[] now = {UnixSockets.to(socket)};
    ScriptedTransport hanging = ScriptedTransport.builder(time, request -> Script.hangs()).build();
    Agent killed =
        Agent.serving(hanging)
            .nodes(List.of(Node.local()))
            .policy(AgentRules.readOnly().upTo(Impact.CHANGES))
            .session(OPTIONS)
            .build();
    Path other = folder.resolve("killed");
    LinkServer server = UnixSockets.listen(other);
    killed.listen(server);
    now[0] = UnixSockets.to(other);
    CutOnDemand way = new CutOnDemand(timeout -> now[0].connect(timeout));
    try (AgentTransport transport = through(way, OPTIONS)) {
      Calls.Heard call = Calls.start(transport, NODE, Calls.change(), Long.MAX_VALUE);
      await().until(call::isAccepted);
      now[0] = UnixSockets.to(socket);
      way.cut();

      assertThat(call.await()).isInstanceOf(ExchangeEnd.Lost.class);
      Calls.Heard next = Calls.start(transport, NODE, Calls.change(), Long.MAX_VALUE);
      assertThat(next.await()).isEqualTo(new ExchangeEnd.Exited(new ExitStatus(0)));
    } finally {
      server.close();
      killed.close();
      hanging.close();
    }
  }

  @Test
  void hearsWhatBecameOfItOnAnAgentThatIsClosed() throws Exception {
    ScriptedTransport hanging = ScriptedTransport.builder(time, request -> Script.hangs()).build();
    Agent closing =
        Agent.serving(hanging)
            .nodes(List.of(Node.local()))
            .policy(AgentRules.readOnly().upTo(Impact.CHANGES))
            .session(OPTIONS)
            .build();
    Path other = folder.resolve("closing");
    closing.listen(UnixSockets.listen(other));
    try (AgentTransport transport = through(UnixSockets.to(other), OPTIONS)) {
      Calls.Heard call = Calls.start(transport, NODE, Calls.change(), Long.MAX_VALUE);
      await().until(call::isAccepted);
      closing.close();

      assertThat(call.await()).isEqualTo(new ExchangeEnd.StoppedConfirmed());
      assertThat(closing.sessions()).isZero();
    } finally {
      hanging.close();
    }
  }

  @Test
  void endsWhatACallerLeftWhoDoesNotComeBack() throws Exception {
    ScriptedTransport hanging = ScriptedTransport.builder(time, request -> Script.hangs()).build();
    SessionOptions brief = OPTIONS.withResumeWindow(Duration.ofMillis(200));
    try (Agent left =
        Agent.serving(hanging)
            .nodes(List.of(Node.local()))
            .policy(AgentRules.readOnly().upTo(Impact.CHANGES))
            .session(brief)
            .build()) {
      Path other = folder.resolve("left");
      left.listen(UnixSockets.listen(other));
      CutOnDemand way = new CutOnDemand(UnixSockets.to(other));
      AgentTransport transport = through(way, brief);
      Calls.Heard call = Calls.start(transport, NODE, Calls.change(), Long.MAX_VALUE);
      await().until(call::isAccepted);
      way.cutForGood();

      assertThat(call.await()).isInstanceOf(ExchangeEnd.Lost.class);
      await().until(() -> hanging.open().isEmpty());
      await().until(() -> left.sessions() == 0);
      assertThat(hanging.stops()).isEqualTo(1);
      transport.close();
    } finally {
      hanging.close();
    }
  }
}
