package dog.rebe.ssh;

import static dog.rebe.ssh.Awaiting.await;
import static dog.rebe.ssh.Ends.SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.command.StandardInput;
import dog.rebe.execution.ExchangeEnd;
import dog.rebe.node.Endpoint;
import dog.rebe.node.Node;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.ssh.testkit.EmbeddedFleet;
import dog.rebe.ssh.testkit.EmbeddedNode;
import dog.rebe.ssh.testkit.Fault;
import dog.rebe.ssh.testkit.NodeDefinition;
import dog.rebe.ssh.testkit.SimulatedSystem;
import dog.rebe.ssh.testkit.wire.FaultProxy;
import dog.rebe.ssh.testkit.wire.WireFault;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A channel that is opened ahead is refused, never answered, or dies with somebody waiting. */
class OpenAheadFaultTest {

  private static final Limits LIMITS = Awaiting.unhurried(1 << 20);

  @TempDir private Path folder;
  private EmbeddedFleet fleet;
  private EmbeddedNode embedded;
  private FaultProxy proxy;
  private SshTransport transport;

  @BeforeEach
  void start() throws Exception {
    fleet = EmbeddedFleet.start(NodeDefinition.of("one", SimulatedSystem.debian()));
    embedded = fleet.node("one");
    Path key = folder.resolve("key");
    Files.createFile(
        key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(key, fleet.clientKeyText());
    proxy = FaultProxy.to(new InetSocketAddress(InetAddress.getLoopbackAddress(), embedded.port()));
    transport =
        SshTransport.builder()
            .hostTrust(HostTrust.pinned(Pins.of(fleet)))
            .credentials(Credential.keyFile(key))
            .build();
  }

  @AfterEach
  void stop() {
    transport.close();
    proxy.close();
    fleet.close();
  }

  private Node node() {
    return Node.of("one", Endpoint.ssh(EmbeddedNode.USER, "127.0.0.1", proxy.address().getPort()));
  }

  private Recorder uname() {
    Command<CapturedOutput> command = Command.of("uname", "-s").readOnly().limits(LIMITS);
    return Recorder.run(transport, node(), command);
  }

  /** A command that ends when its input does, and so does not end before. */
  private Recorder running(HangingInput input) {
    Command<CapturedOutput> cat =
        Command.of("cat").readOnly().limits(LIMITS).input(StandardInput.stream(() -> input));
    return Recorder.run(transport, node(), cat);
  }

  private void runWithTheNextChannelOpen() throws Exception {
    assertThat(uname().end()).isEqualTo(SUCCESS);
    await().until(() -> embedded.statistics().channelsOpened() == 2);
    await().until(() -> transport.poolStatistics().inUse() == 0);
  }

  @Test
  void aRefusedChannelIsAskedForOnceAndFailsNothing() throws Exception {
    embedded.become(Fault.maxSessions(1));
    HangingInput end = HangingInput.untilClosed();
    Recorder running = running(end);
    await().until(() -> transport.poolStatistics().channelRefusals() == 1);
    end.close();
    assertThat(running.end()).isEqualTo(SUCCESS);

    for (int i = 0; i < 4; i++) {
      assertThat(uname().end()).isEqualTo(SUCCESS);
    }

    assertThat(embedded.statistics().channelsOpened()).isEqualTo(5);
    assertThat(embedded.statistics().executions()).isEqualTo(5);
    assertThat(transport.poolStatistics().channelRefusals()).isEqualTo(1);
    assertThat(transport.poolStatistics().failed()).isZero();
  }

  @Test
  void whoeverWaitsForAChannelThatIsRefusedGetsAnother() throws Exception {
    proxy.obey(number -> WireFault.roundTrip(Duration.ofMillis(300)));
    runWithTheNextChannelOpen();
    embedded.become(Fault.maxSessions(1));
    HangingInput end = HangingInput.untilClosed();
    Recorder running = running(end);
    await().pollInterval(Duration.ofMillis(1)).until(running::isCommitted);

    Recorder waiting = uname();
    await().until(() -> transport.poolStatistics().channelRefusals() > 0);
    end.close();

    assertThat(waiting.end()).isEqualTo(SUCCESS);
    assertThat(running.end()).isEqualTo(SUCCESS);
    assertThat(embedded.statistics().executions()).isEqualTo(3);
    assertThat(transport.poolStatistics().failed()).isZero();
  }

  @Test
  void nothingIsSentToAServerThatNeverOpensTheChannel() throws Exception {
    runWithTheNextChannelOpen();
    Recorder waiting = waitForAChannelThatIsNeverOpened();

    waiting.exchange().stop();

    assertThat(waiting.end()).isEqualTo(new ExchangeEnd.StoppedBeforeStart());
    assertThat(waiting.isCommitted()).isFalse();
    assertThat(embedded.statistics().executions()).isEqualTo(2);
  }

  @Test
  void whoeverWaitsForAChannelWhoseConnectionIsCutRunsOnceOnANewOne() throws Exception {
    runWithTheNextChannelOpen();
    Recorder waiting = waitForAChannelThatIsNeverOpened();

    assertThat(waiting.isCommitted()).isFalse();
    embedded.heal();
    proxy.cutAll();

    assertThat(waiting.end()).isEqualTo(SUCCESS);
    assertThat(embedded.statistics().executions()).isEqualTo(3);
    assertThat(proxy.connections()).hasSize(2);
  }

  /** The command before it runs on the channel that was opened, and asks for the next one. */
  private Recorder waitForAChannelThatIsNeverOpened() throws Exception {
    embedded.become(Fault.hangsOnChannels());
    assertThat(uname().end()).isEqualTo(SUCCESS);
    await().until(() -> transport.poolStatistics().inUse() == 0);
    Recorder waiting = uname();
    await().until(() -> transport.poolStatistics().inUse() == 1);
    return waiting;
  }
}
