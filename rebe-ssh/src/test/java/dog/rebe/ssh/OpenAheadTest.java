package dog.rebe.ssh;

import static dog.rebe.ssh.Awaiting.await;
import static dog.rebe.ssh.Ends.SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.command.Repetition;
import dog.rebe.execution.ExchangeEnd;
import dog.rebe.node.Endpoint;
import dog.rebe.node.Node;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.FailureKind;
import dog.rebe.ssh.testkit.EmbeddedFleet;
import dog.rebe.ssh.testkit.EmbeddedNode;
import dog.rebe.ssh.testkit.Fault;
import dog.rebe.ssh.testkit.NodeDefinition;
import dog.rebe.ssh.testkit.SimulatedSystem;
import dog.rebe.ssh.testkit.wire.Direction;
import dog.rebe.ssh.testkit.wire.FaultProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A channel that is opened ahead saves a round trip, and never the truth. */
class OpenAheadTest {

  private static final Limits LIMITS = Awaiting.unhurried(1 << 20);

  /** A server that was heard within a second is taken to be there; and time to hear it in. */
  private static final Duration LATELY = Duration.ofSeconds(2);

  @RegisterExtension static final RealNode SERVER = new RealNode();
  @RegisterExtension static final RealNode ONE_CHANNEL = new RealNode("MaxSessions 1");
  @RegisterExtension static final RealNode TWO_CHANNELS = new RealNode("MaxSessions 2");

  @TempDir private Path folder;
  private EmbeddedFleet fleet;
  private EmbeddedNode embedded;
  private SshTransport transport;

  @BeforeEach
  void start() throws Exception {
    fleet = EmbeddedFleet.start(NodeDefinition.of("one", SimulatedSystem.debian()));
    embedded = fleet.node("one");
    Path key = folder.resolve("key");
    Files.createFile(
        key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(key, fleet.clientKeyText());
    transport = transport(PoolOptions.defaults());
  }

  private SshTransport transport(PoolOptions pool) {
    return SshTransport.builder()
        .hostTrust(HostTrust.pinned(Pins.of(fleet)))
        .credentials(Credential.keyFile(folder.resolve("key")))
        .pool(pool)
        .build();
  }

  @AfterEach
  void stop() {
    transport.close();
    fleet.close();
  }

  private static Command<CapturedOutput> uname() {
    return Command.of("uname", "-s").readOnly().limits(LIMITS);
  }

  private static Command<CapturedOutput> change(String... words) {
    return Command.of("sh", words).changes(Repetition.ONCE).limits(LIMITS);
  }

  private void run(SshTransport over, Node node) throws Exception {
    assertThat(Recorder.run(over, node, uname()).end()).isEqualTo(SUCCESS);
  }

  private long opened() {
    return embedded.statistics().channelsOpened();
  }

  @Test
  void opensTheNextChannelInTheFlightOfACommand() throws Exception {
    for (int commands = 1; commands <= 5; commands++) {
      run(transport, embedded.node());
      long ahead = commands + 1L;
      await().until(() -> opened() == ahead);
    }

    await().until(() -> embedded.statistics().channelsOpen() == 1);
    assertThat(transport.poolStatistics().opened()).isEqualTo(1);
    await().until(() -> transport.poolStatistics().inUse() == 0);
  }

  @Test
  void opensNoneWhereTheCallerSaysSo() throws Exception {
    try (SshTransport without = transport(PoolOptions.defaults().withOpenAhead(false))) {
      run(without, embedded.node());
      run(without, embedded.node());

      await().until(() -> embedded.statistics().channelsOpen() == 0);
      assertThat(opened()).isEqualTo(2);
    }
  }

  @Test
  void takesNeitherTheReserveNorTheLastChannel() throws Exception {
    try (SshTransport narrow = transport(PoolOptions.defaults().withChannelsPerSession(2))) {
      run(narrow, embedded.node());
      run(narrow, embedded.node());

      await().until(() -> embedded.statistics().channelsOpen() == 0);
      assertThat(opened()).isEqualTo(2);
    }
  }

  @Test
  void fallsBackWithoutAFailureWhereTheServerGivesOneChannel() throws Exception {
    assertFallsBack(ONE_CHANNEL);
  }

  @Test
  void fallsBackWithoutAFailureWhereTheServerGivesTwoChannels() throws Exception {
    assertFallsBack(TWO_CHANNELS);
  }

  private void assertFallsBack(RealNode server) throws Exception {
    PoolOptions patient = PoolOptions.defaults().withAcquireTimeout(Awaiting.LONG);
    try (SshTransport real = server.transport().pool(patient).build()) {
      for (int i = 0; i < 4; i++) {
        run(real, server.node());
      }
      List<Recorder> many =
          IntStream.range(0, 8).mapToObj(i -> Recorder.run(real, server.node(), uname())).toList();
      for (Recorder each : many) {
        assertThat(each.end()).isEqualTo(SUCCESS);
      }
      assertThat(real.poolStatistics().failed()).isZero();
    }
  }

  @Test
  void replacesAChannelThatDiedWithItsSession() throws Exception {
    run(transport, embedded.node());
    await().until(() -> opened() == 2);
    embedded.cutSessions();

    Recorder next = Recorder.run(transport, embedded.node(), uname());

    assertThat(next.end()).isIn(SUCCESS, lost(next));
    if (next.end().equals(SUCCESS)) {
      assertThat(next.stdout()).isEqualTo("Linux\n");
    } else {
      assertThat(next.isCommitted()).isTrue();
    }
  }

  /** If the request had left before the cut was seen, nobody can know; else nothing was sent. */
  private static ExchangeEnd lost(Recorder run) throws Exception {
    ExchangeEnd end = run.end();
    return end instanceof ExchangeEnd.Lost gone && gone.kind() == FailureKind.CONNECTION_LOST
        ? end
        : SUCCESS;
  }

  @Test
  void doesNotKnowTheFateOfACommandWhoseConnectionBreaksInItsFlight() throws Exception {
    run(transport, embedded.node());
    await().until(() -> opened() == 2);
    embedded.become(Fault.cutsConnection(0));

    Recorder next = Recorder.run(transport, embedded.node(), uname());

    assertThat(next.end())
        .isInstanceOfSatisfying(
            ExchangeEnd.Lost.class,
            end -> assertThat(end.kind()).isEqualTo(FailureKind.CONNECTION_LOST));
  }

  @Test
  void saysThatARefusedCommandDidNotStart() throws Exception {
    run(transport, embedded.node());
    await().until(() -> opened() == 2);
    embedded.become(Fault.refusesExec());

    Recorder next = Recorder.run(transport, embedded.node(), uname());

    Ends.assertNotStarted(next.end(), FailureKind.EXEC_REFUSED);
  }

  @Test
  void sendsNoChangeOnAChannelWhoseServerWasSilentAndDied() throws Exception {
    try (FaultProxy proxy = proxy();
        SshTransport real =
            SERVER
                .transport()
                .connection(ConnectionOptions.defaults().withHeartbeat(Duration.ZERO, 3))
                .build()) {
      Endpoint endpoint = SERVER.node().endpoint();
      Node node =
          Node.of(
              "node",
              Endpoint.ssh(endpoint.user().orElseThrow(), "127.0.0.1", proxy.address().getPort()));
      run(real, node);
      awaitSilence(proxy, LATELY);
      List<ProcessHandle> server = SERVER.processes();
      RealNode.signal("STOP", server);
      try {
        Recorder reads = Recorder.run(real, node, uname());
        Recorder changes = Recorder.run(real, node, change("-c", "true"));

        await().until(reads::isCommitted);
        assertThat(changes.isCommitted()).isFalse();
        changes.exchange().stop();
        assertThat(changes.end()).isEqualTo(new ExchangeEnd.StoppedBeforeStart());
      } finally {
        RealNode.signal("CONT", server);
      }
    }
  }

  private static FaultProxy proxy() throws IOException {
    return FaultProxy.to(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), SERVER.server().port()));
  }

  /** Until the server has said nothing for so long, nor had anything to answer. */
  private static void awaitSilence(FaultProxy proxy, Duration length) {
    AtomicLong bytes = new AtomicLong(-1);
    await()
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(length)
        .until(
            () -> {
              long now =
                  Stream.of(Direction.values())
                      .mapToLong(direction -> proxy.connections().get(0).bytes(direction))
                      .sum();
              return bytes.getAndSet(now) == now;
            });
  }

  @Test
  void sendsAChangeAtOnceWhereTheServerHasJustBeenHeard() throws Exception {
    run(transport, embedded.node());
    await().until(() -> opened() == 2);

    assertThat(
            Recorder.run(
                    transport,
                    embedded.node(),
                    Command.of("uname").changes(Repetition.ONCE).limits(LIMITS))
                .end())
        .isEqualTo(SUCCESS);

    await().until(() -> opened() == 3);
  }
}
