package dog.rebe.protocol;

import static dog.rebe.protocol.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.execution.ExchangeEnd;
import dog.rebe.execution.local.LocalTransport;
import dog.rebe.node.Node;
import dog.rebe.outcome.ExitStatus;
import dog.rebe.outcome.FailureKind;
import dog.rebe.protocol.carrier.Loopback;
import dog.rebe.protocol.carrier.TcpServer;
import dog.rebe.protocol.identity.EnrolledPeers;
import dog.rebe.protocol.identity.Identity;
import dog.rebe.protocol.identity.PeerKey;
import dog.rebe.protocol.negotiation.SessionOptions;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Agents that nobody can reach call the coordinator, and are believed by their keys alone. */
@Timeout(value = 240, unit = TimeUnit.SECONDS)
final class CallingAgentTest {

  private static final Duration LONG = Patience.LONG;

  private final SecureRandom random = new SecureRandom();
  private final PeerKey coordinator = PeerKey.generate(random);
  private final PeerKey harbour = PeerKey.generate(random);
  private final PeerKey mill = PeerKey.generate(random);
  private final LocalTransport local = LocalTransport.create();

  private TcpServer server;
  private CallingAgents calling;
  private AgentTransport agents;

  @BeforeEach
  void listen() throws Exception {
    server = Loopback.listen(0);
    calling = CallingAgents.on(server);
    agents =
        AgentTransport.builder()
            .identity(
                Identity.of("coordinator", coordinator)
                    .believing(
                        EnrolledPeers.of(
                            Map.of("harbour", harbour.publicKey(), "mill", mill.publicKey()))))
            .session(SessionOptions.defaults().withOpeningTimeout(LONG))
            .callingAgent("harbour", calling)
            .callingAgent("mill", calling)
            .build();
  }

  @AfterEach
  void close() {
    agents.close();
    calling.close();
    local.close();
  }

  private Agent agent(String name, PeerKey key) {
    return Agent.serving(local)
        .nodes(List.of(Node.local()))
        .labels(Map.of("name", name))
        .identity(
            Identity.of(name, key)
                .believing(EnrolledPeers.of("coordinator", coordinator.publicKey())))
        .build();
  }

  private Calls.Heard look(String agent) {
    return Calls.start(
        agents,
        Node.of("localhost", AgentTransport.endpoint(agent)),
        Calls.look("printf", "%s", "from " + agent),
        Long.MAX_VALUE);
  }

  @Test
  void runsCommandsThroughAgentsThatCalled() throws Exception {
    try (Agent first = agent("harbour", harbour);
        Agent second = agent("mill", mill)) {
      first.call(Loopback.to(server.port()));
      second.call(Loopback.to(server.port()));
      await().atMost(LONG).until(() -> agents.report("harbour").isPresent());
      await().atMost(LONG).until(() -> agents.report("mill").isPresent());

      assertThat(agents.report("mill").orElseThrow().labels()).containsEntry("name", "mill");
      for (String name : List.of("harbour", "mill")) {
        Calls.Heard heard = look(name);
        assertThat(heard.await()).isEqualTo(new ExchangeEnd.Exited(new ExitStatus(0)));
        assertThat(heard.text()).isEqualTo("from " + name);
      }
    }
  }

  @Test
  void isServedAgainByAnAgentThatWasStartedAnew() throws Exception {
    for (int life = 0; life < 2; life++) {
      try (Agent one = agent("harbour", harbour)) {
        one.call(Loopback.to(server.port()));
        await().atMost(LONG).until(() -> agents.report("harbour").isPresent());
        assertThat(look("harbour").await()).isEqualTo(new ExchangeEnd.Exited(new ExitStatus(0)));
      }
      await().atMost(LONG).until(() -> agents.report("harbour").isEmpty());
    }
  }

  @Test
  void believesNoAgentThatClaimsTheNameOfAnother() throws Exception {
    try (Agent thief = agent("mill", mill)) {
      thief.call(
          timeout -> {
            var link = Loopback.to(server.port()).connect(timeout);
            dog.rebe.protocol.session.CallerName.write(link, "harbour");
            return new SilentFirst(link);
          });

      ExchangeEnd end = look("harbour").await();
      assertThat(end)
          .isInstanceOfSatisfying(
              ExchangeEnd.NotStarted.class,
              refused ->
                  assertThat(refused.kind())
                      .isIn(FailureKind.AUTHENTICATION_REFUSED, FailureKind.CONNECT_TIMEOUT));
      assertThat(agents.report("harbour")).isEmpty();
    }
  }

  /** Swallows what the agent itself says of its name. */
  private record SilentFirst(dog.rebe.protocol.carrier.Link inner)
      implements dog.rebe.protocol.carrier.Link {
    @Override
    public java.io.InputStream input() {
      return inner.input();
    }

    @Override
    public java.io.OutputStream output() {
      return new java.io.FilterOutputStream(inner.output()) {
        @Override
        public void write(byte[] bytes, int from, int count) throws java.io.IOException {
          boolean name =
              new String(bytes, from, count, StandardCharsets.ISO_8859_1).startsWith("rebe call");
          if (!name) {
            out.write(bytes, from, count);
          }
        }
      };
    }

    @Override
    public dog.rebe.protocol.carrier.CarrierProof proof() {
      return inner.proof();
    }

    @Override
    public void close() {
      inner.close();
    }
  }

  @Test
  void isNotHeldUpByWhatCallsAndSaysNothing() throws Exception {
    try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), server.port());
        Socket stranger = new Socket(InetAddress.getLoopbackAddress(), server.port());
        Agent one = agent("harbour", harbour)) {
      silent.getOutputStream().write('r');
      stranger
          .getOutputStream()
          .write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      one.call(Loopback.to(server.port()));

      await().atMost(LONG).until(() -> agents.report("harbour").isPresent());
      assertThat(stranger.getInputStream().read()).as("hung up on").isEqualTo(-1);
    }
  }

  @Test
  void callsNoMoreOnceItDrains() throws Exception {
    try (Agent one = agent("harbour", harbour)) {
      one.call(Loopback.to(server.port()));
      await().atMost(LONG).until(() -> agents.report("harbour").isPresent());
      one.drain();

      assertThat(one.awaitDrained(LONG)).isTrue();
      await().atMost(LONG).until(() -> agents.report("harbour").isEmpty());
    }
  }

  @Test
  void needsKeysOnBothSides() {
    try (Agent keyless = Agent.serving(local).build()) {
      assertThatThrownBy(() -> keyless.call(Loopback.to(server.port())))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("key");
    }
    assertThatThrownBy(() -> AgentTransport.builder().callingAgent("x", calling).build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("enrolled keys");
  }
}
