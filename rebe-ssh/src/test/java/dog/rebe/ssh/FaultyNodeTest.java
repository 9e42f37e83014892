package dog.rebe.ssh;

import static dog.rebe.ssh.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.execution.ExchangeEnd;
import dog.rebe.execution.TransportException;
import dog.rebe.node.Node;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.ExitSignal;
import dog.rebe.outcome.ExitStatus;
import dog.rebe.outcome.FailureKind;
import dog.rebe.ssh.testkit.EmbeddedFleet;
import dog.rebe.ssh.testkit.EmbeddedNode;
import dog.rebe.ssh.testkit.Fault;
import dog.rebe.ssh.testkit.NodeDefinition;
import dog.rebe.ssh.testkit.SimulatedSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each fault of a node becomes the failure that it is, and says truthfully whether anything ran.
 */
class FaultyNodeTest {

  private static final Duration SHORT = Duration.ofMillis(400);

  /** One of them is long enough for the machine that this runs on. */
  private static final List<Duration> TIMES =
      List.of(Duration.ofSeconds(2), Duration.ofSeconds(15), Duration.ofSeconds(90));

  private static final Limits LIMITS = Awaiting.unhurried(1 << 20);

  @TempDir private static Path folder;
  private static EmbeddedFleet fleet;
  private static EmbeddedNode embedded;
  private SshTransport transport;

  @BeforeAll
  static void startFleet() throws Exception {
    fleet = EmbeddedFleet.start(NodeDefinition.of("faulty", SimulatedSystem.debian()));
    embedded = fleet.node("faulty");
    Path key = folder.resolve("key");
    Files.createFile(
        key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(key, fleet.clientKeyText());
  }

  @AfterAll
  static void stopFleet() {
    fleet.close();
  }

  @BeforeEach
  void connect() {
    transport = transport(ConnectionOptions.defaults(), PoolOptions.defaults());
  }

  /** For those who never come to the end of what this limits, and only for them. */
  private void connectWith(ConnectionOptions hasty) {
    transport.close();
    transport = transport(hasty, PoolOptions.defaults());
  }

  private static SshTransport transport(ConnectionOptions options, PoolOptions pool) {
    return SshTransport.builder()
        .hostTrust(HostTrust.pinned(Pins.of(fleet)))
        .credentials(Credential.keyFile(folder.resolve("key")))
        .connection(options)
        .pool(pool)
        .build();
  }

  @AfterEach
  void disconnect() {
    transport.close();
    embedded.heal();
  }

  private static Command<CapturedOutput> uname() {
    return Command.of("uname", "-r").readOnly().limits(LIMITS);
  }

  private Recorder run(Fault... faults) {
    embedded.become(faults);
    return Recorder.run(transport, embedded.node(), uname());
  }

  private static FailureKind kind(Recorder run) throws Exception {
    return ((ExchangeEnd.NotStarted) run.end()).kind();
  }

  private void assertNotStarted(FailureKind kind, String inDetail, Fault... faults)
      throws Exception {
    assertNotStarted(kind, inDetail, run(faults));
  }

  private static void assertNotStarted(FailureKind kind, String inDetail, Recorder run)
      throws Exception {
    assertThat(run.end())
        .isInstanceOfSatisfying(
            ExchangeEnd.NotStarted.class,
            end -> {
              assertThat(end.kind()).as(end.detail()).isEqualTo(kind);
              assertThat(end.detail()).contains(inDetail);
            });
    assertThat(run.isAccepted()).isFalse();
  }

  @Test
  void refusedConnection() throws Exception {
    assertNotStarted(FailureKind.CONNECT_REFUSED, "127.0.0.1", Fault.switchedOff());
  }

  @Test
  @Tag("fault-28")
  void unknownName() throws Exception {
    Node nowhere =
        Node.of("nowhere", dog.rebe.node.Endpoint.ssh("robot", "no-such-host.invalid", 22));
    Recorder run = Recorder.run(transport, nowhere, uname());

    assertThat(run.end())
        .isInstanceOfSatisfying(
            ExchangeEnd.NotStarted.class,
            end -> assertThat(end.kind()).isEqualTo(FailureKind.HOST_NOT_FOUND));
  }

  @Test
  void silenceInPlaceOfABanner() throws Exception {
    connectWith(ConnectionOptions.defaults().withHandshakeTimeout(SHORT));
    assertNotStarted(FailureKind.HANDSHAKE_TIMEOUT, "banner", Fault.blackHole());
  }

  @Test
  @Tag("fault-18")
  void bannerOneByteAtATime() throws Exception {
    connectWith(ConnectionOptions.defaults().withHandshakeTimeout(SHORT));
    assertNotStarted(
        FailureKind.HANDSHAKE_TIMEOUT, "banner", Fault.slowBanner(Duration.ofMillis(20)));
  }

  @Test
  @Tag("fault-19")
  void floodBeforeTheBanner() throws Exception {
    assertNotStarted(FailureKind.NOT_AN_SSH_SERVER, "", Fault.bannerFlood());
  }

  /** A banner may follow what it says: that is told when the time for it is up. */
  @Test
  void anotherProtocol() throws Exception {
    Recorder run = null;
    for (Duration time : TIMES) {
      connectWith(ConnectionOptions.defaults().withHandshakeTimeout(time));
      run = run(Fault.notSsh());
      if (!kind(run).equals(FailureKind.HANDSHAKE_TIMEOUT)) {
        break;
      }
    }
    assertNotStarted(FailureKind.NOT_AN_SSH_SERVER, "220", run);
  }

  @Test
  void endBeforeTheBanner() throws Exception {
    assertNotStarted(FailureKind.HANDSHAKE_FAILED, "before its banner", Fault.hangsUp());
  }

  @Test
  @Tag("fault-17")
  void endInTheKeyExchange() throws Exception {
    assertNotStarted(FailureKind.HANDSHAKE_FAILED, "key exchange", Fault.closesInKeyExchange());
  }

  @Test
  @Tag("fault-10")
  @Tag("fault-78")
  void changedHostKey() throws Exception {
    assertNotStarted(FailureKind.HOST_KEY_CHANGED, "is bound to", Fault.changedHostKey());
  }

  @Test
  @Tag("fault-27")
  void weakAlgorithmsOnly() throws Exception {
    assertNotStarted(FailureKind.NO_COMMON_ALGORITHM, "sha1", Fault.oldAlgorithms());
  }

  @Test
  @Tag("fault-26")
  void serverWithoutStrictKeyExchange() throws Exception {
    assertNotStarted(
        FailureKind.NO_COMMON_ALGORITHM, "chacha20-poly1305", Fault.withoutStrictKeyExchange());
  }

  @Test
  @Tag("fault-26")
  void closesIfAnUnsafeCipherIsNegotiatedWithoutStrictKeyExchange() throws Exception {
    transport.close();
    transport =
        SshTransport.builder()
            .hostTrust(HostTrust.pinned(Pins.of(fleet)))
            .credentials(Credential.keyFile(folder.resolve("key")))
            .algorithms(Algorithms.modern().withCiphers("chacha20-poly1305@openssh.com"))
            .build();

    assertNotStarted(
        FailureKind.NO_COMMON_ALGORITHM,
        "without strict key exchange",
        Fault.withoutStrictKeyExchange());
  }

  @Test
  @Tag("fault-13")
  void refusedLogin() throws Exception {
    assertNotStarted(
        FailureKind.AUTHENTICATION_REFUSED, "ssh-ed25519 SHA256:", Fault.refusesAuthentication());
  }

  @Test
  void loginThatIsNeverAnswered() throws Exception {
    connectWith(ConnectionOptions.defaults().withLoginTimeout(SHORT));
    assertNotStarted(
        FailureKind.HANDSHAKE_TIMEOUT, "did not finish the login", Fault.hangsInAuthentication());
  }

  @Test
  @Tag("fault-20")
  void noChannelAtAll() throws Exception {
    assertNotStarted(FailureKind.CHANNEL_REFUSED, "refused a channel", Fault.maxSessions(0));
  }

  @Test
  @Tag("fault-22")
  void refusedExec() throws Exception {
    assertNotStarted(FailureKind.EXEC_REFUSED, "refuses to run", Fault.refusesExec());
  }

  @Test
  void channelThatIsNeverOpenedIsStoppedBeforeTheStart() throws Exception {
    Recorder run = runOnAChannelThatIsNeverOpened();

    run.exchange().stop();

    assertThat(run.end()).isEqualTo(new ExchangeEnd.StoppedBeforeStart());
    assertThat(run.isCommitted()).isFalse();
    await().until(() -> transport.poolStatistics().open() == 0);
  }

  /** A server may take the time of a login to close a channel, so that this time is a short one. */
  private Recorder runOnAChannelThatIsNeverOpened() {
    Recorder run = null;
    for (Duration time : TIMES) {
      connectWith(ConnectionOptions.defaults().withLoginTimeout(time));
      Recorder begun = run(Fault.hangsOnChannels());
      await().until(() -> begun.isOver() || transport.poolStatistics().inUse() == 1);
      run = begun;
      if (!begun.isOver()) {
        break;
      }
    }
    return run;
  }

  @Test
  void anotherSessionIsMadeWhereAChannelWasNeverOpened() throws Exception {
    Recorder run = runOnAChannelThatIsNeverOpened();
    run.exchange().stop();
    run.end();
    await().until(() -> transport.poolStatistics().open() == 0);
    embedded.heal();

    assertThat(Recorder.run(transport, embedded.node(), uname()).end())
        .isEqualTo(new ExchangeEnd.Exited(new ExitStatus(0)));
  }

  /** It waits half a minute for the channel that is to end the command, and then no longer. */
  @Test
  @Tag("fault-73")
  void nothingIsHeldForEverByANodeThatOpensNoMoreChannels() throws Exception {
    transport.close();
    transport =
        transport(ConnectionOptions.defaults(), PoolOptions.defaults().withOpenAhead(false));
    Command<CapturedOutput> sleep =
        Command.of("sleep", "1000").readOnly().limits(LIMITS.withGrace(SHORT));
    Recorder run = Recorder.run(transport, embedded.node(), sleep);
    await().until(run::isAccepted);
    embedded.become(Fault.hangsOnChannels());

    run.exchange().stop();

    assertThat(run.end()).isInstanceOf(ExchangeEnd.StoppedUnconfirmed.class);
    await().until(() -> transport.poolStatistics().inUse() == 0);
  }

  @Test
  void nodeWithoutFiles() {
    embedded.become(Fault.refusesFiles());

    assertThatThrownBy(
            () ->
                transport
                    .openFiles(embedded.node(), Awaiting.LONG)
                    .toCompletableFuture()
                    .get(Awaiting.LONG.toSeconds(), TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOfSatisfying(
            TransportException.class,
            e -> assertThat(e.kind()).isEqualTo(FailureKind.SUBSYSTEM_REFUSED));
  }

  @Test
  void runsOnAHealthyNode() throws Exception {
    Recorder run = run();

    assertThat(run.end()).isEqualTo(new ExchangeEnd.Exited(new ExitStatus(0)));
    assertThat(run.stdout()).isNotBlank();
  }

  @Test
  void signal() throws Exception {
    assertThat(run(Fault.killedBy("SEGV")).end())
        .isEqualTo(new ExchangeEnd.Exited(new ExitSignal("SEGV")));
  }

  @Test
  @Tag("fault-7")
  void outputAfterTheExit() throws Exception {
    Recorder run = run(Fault.outputAfterExit());

    assertThat(run.end()).isEqualTo(new ExchangeEnd.Exited(new ExitStatus(0)));
    assertThat(run.stdout()).isNotBlank();
  }

  @Test
  @Tag("fault-1")
  void commandThatHangsIsEnded() throws Exception {
    Recorder run = run(Fault.hangsInCommand(2));
    await().until(() -> run.stdoutBytes().length == 2);

    run.exchange().stop();

    assertThat(run.end()).isEqualTo(new ExchangeEnd.StoppedConfirmed());
  }

  @Test
  void connectionThatBreaksInTheOutput() throws Exception {
    assertThat(run(Fault.cutsConnection(3)).end())
        .isInstanceOfSatisfying(
            ExchangeEnd.Lost.class,
            end -> assertThat(end.kind()).isEqualTo(FailureKind.CONNECTION_LOST));
  }

  @Test
  @Tag("fault-6")
  void channelThatClosesWithoutAnExit() throws Exception {
    assertThat(run(Fault.vanishingCommands()).end())
        .isInstanceOfSatisfying(
            ExchangeEnd.Lost.class,
            end -> assertThat(end.kind()).isEqualTo(FailureKind.EXIT_UNKNOWN));
  }
}
