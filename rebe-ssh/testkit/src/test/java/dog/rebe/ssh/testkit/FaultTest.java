package dog.rebe.ssh.testkit;

import static dog.rebe.ssh.testkit.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.ssh.testkit.PlainClient.Ended;
import dog.rebe.ssh.testkit.leak.LeakCheck;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.apache.sshd.common.kex.KexProposalOption;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FaultTest {

  private static final Duration SHORT = Duration.ofMillis(300);

  @RegisterExtension final LeakCheck leaks = LeakCheck.strict();

  private EmbeddedFleet fleet;
  private EmbeddedNode node;

  private PlainClient clientOf(Fault... faults) throws IOException {
    NodeDefinition definition = NodeDefinition.of("patient", SimulatedSystem.debian());
    for (Fault fault : faults) {
      definition = definition.fault(fault);
    }
    fleet = leaks.fleet(definition.answer("count", Answer.printing("one two three")));
    node = fleet.node("patient");
    return leaks.closing(new PlainClient(fleet));
  }

  @Test
  void refusesConnectionsWhenSwitchedOff() throws IOException {
    clientOf(Fault.switchedOff());
    assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), node.port()))
        .isInstanceOf(ConnectException.class);
  }

  @Test
  void comesBackOnTheSamePort() throws IOException {
    PlainClient client = clientOf(Fault.switchedOff());
    node.heal();
    assertThat(client.run(node, "count").out()).isEqualTo("one two three");
    node.become(Fault.switchedOff());
    assertThatThrownBy(() -> client.run(node, "count")).isInstanceOf(IOException.class);
    node.become(Fault.blackHole());
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.port())) {
      assertThat(socket.isConnected()).isTrue();
    }
    node.heal();
    assertThat(client.run(node, "count").status()).isZero();
  }

  @Test
  void cutsOpenSessionsWhenItIsSwitchedOff() throws IOException {
    PlainClient client = clientOf();
    ClientSession session = client.login(node);
    node.become(Fault.switchedOff());
    await().until(session::isClosed);
  }

  @Test
  void neverSaysAWordAsABlackHole() throws IOException {
    clientOf(Fault.blackHole());
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.port())) {
      socket.setSoTimeout((int) SHORT.toMillis());
      assertThatThrownBy(() -> socket.getInputStream().read())
          .isInstanceOf(java.net.SocketTimeoutException.class);
    }
  }

  @Test
  void hangsUp() throws IOException {
    clientOf(Fault.hangsUp());
    assertThat(firstBytes(10)).isEmpty();
  }

  @Test
  void dripsItsBanner() throws IOException {
    clientOf(Fault.slowBanner(Duration.ofMillis(5)));
    assertThat(firstBytes(10)).isEqualTo("xxxxxxxxxx");
  }

  @Test
  void floodsBeforeItsBanner() throws IOException {
    clientOf(Fault.bannerFlood());
    assertThat(firstBytes(100_000)).hasSize(100_000).doesNotContain("SSH-2.0");
  }

  @Test
  void greetsInAnotherProtocol() throws IOException {
    clientOf(Fault.notSsh());
    assertThat(firstBytes(4)).isEqualTo("220 ");
  }

  @Test
  void showsAnotherHostKey() throws IOException {
    PlainClient client = clientOf(Fault.changedHostKey());
    assertThatThrownBy(() -> client.run(node, "count"))
        .isInstanceOfSatisfying(
            SshException.class,
            failure ->
                assertThat(failure.getDisconnectCode())
                    .isEqualTo(SshConstants.SSH2_DISCONNECT_HOST_KEY_NOT_VERIFIABLE));
    node.heal();
    assertThat(client.run(node, "count").status()).isZero();
  }

  @Test
  void offersOldAlgorithmsOnly() throws IOException {
    PlainClient client = clientOf(Fault.oldAlgorithms());
    assertThatThrownBy(() -> client.run(node, "count"))
        .isInstanceOf(SshException.class)
        .hasMessageContaining("Unable to negotiate");
  }

  @Test
  void doesNotKnowStrictKeyExchange() throws IOException {
    PlainClient client = clientOf(Fault.withoutStrictKeyExchange());
    Proposals proposals = new Proposals();
    client.listen(proposals);
    assertThat(client.run(node, "count").out()).isEqualTo("one two three");
    assertThat(proposals.server.get(KexProposalOption.ALGORITHMS)).doesNotContain("kex-strict");
    assertThat(proposals.server.get(KexProposalOption.C2SENC))
        .isEqualTo("chacha20-poly1305@openssh.com");
    node.heal();
    client.run(node, "count");
    assertThat(proposals.server.get(KexProposalOption.ALGORITHMS))
        .contains("kex-strict-s-v00@openssh.com");
  }

  @Test
  void closesInTheKeyExchange() throws IOException {
    PlainClient client = clientOf(Fault.closesInKeyExchange());
    assertThatThrownBy(() -> client.run(node, "count")).isInstanceOf(IOException.class);
    assertThat(node.statistics().authentications()).isZero();
  }

  @Test
  void refusesAuthentication() throws IOException {
    PlainClient client = clientOf(Fault.refusesAuthentication());
    assertThatThrownBy(() -> client.run(node, "count"))
        .hasMessageContaining("No more authentication methods");
    assertThat(node.statistics().authentications()).isZero();
  }

  @Test
  void hangsInAuthentication() throws IOException {
    PlainClient client = clientOf(Fault.hangsInAuthentication());
    try (ClientSession session = client.connect(node)) {
      assertThat(session.auth().await(SHORT)).isFalse();
      assertThat(node.statistics().sessionsOpen()).isEqualTo(1);
    }
  }

  @Test
  void refusesChannelsBeyondItsMaxSessions() throws IOException {
    PlainClient client = clientOf(Fault.maxSessions(1));
    try (ClientSession session = client.login(node)) {
      try (ChannelExec first = session.createExecChannel("sleep 100");
          ChannelExec second = session.createExecChannel("count")) {
        first.open().verify(PlainClient.PATIENCE);
        assertThatThrownBy(() -> second.open().verify(PlainClient.PATIENCE))
            .hasRootCauseInstanceOf(SshChannelOpenException.class);
        // a channel that is closed at once does not tell the server
        first.close(false).await(PlainClient.PATIENCE);
      }
      assertThat(session.isOpen()).isTrue();
      await().until(() -> node.statistics().channelsOpen() == 0);
      assertThat(client.run(session, "count", "").status()).isZero();
    }
    endProcesses();
  }

  @Test
  void neverAnswersARequestForAChannel() throws IOException {
    PlainClient client = clientOf(Fault.maxSessions(0), Fault.hangsOnChannels());
    node.become(Fault.hangsOnChannels());
    try (ClientSession session = client.login(node);
        ChannelExec channel = session.createExecChannel("count")) {
      assertThatThrownBy(() -> channel.open().verify(SHORT)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void refusesExec() throws IOException {
    PlainClient client = clientOf(Fault.refusesExec());
    Ended ended = client.run(node, "count");
    assertThat(ended.out()).isEmpty();
    assertThat(ended.status()).isNull();
    assertThat(node.statistics().executions()).isZero();
  }

  @Test
  void hangsInTheMiddleOfACommand() throws IOException {
    PlainClient client = clientOf(Fault.hangsInCommand(4));
    try (ClientSession session = client.login(node);
        ChannelExec channel = session.createExecChannel("count")) {
      channel.open().verify(PlainClient.PATIENCE);
      InputStream out = channel.getInvertedOut();
      assertThat(new String(out.readNBytes(4), StandardCharsets.UTF_8)).isEqualTo("one ");
      Set<ClientChannelEvent> events =
          channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), SHORT);
      assertThat(events).contains(ClientChannelEvent.TIMEOUT);
      assertThat(node.running()).extracting(Execution::command).containsExactly("count");
    }
    assertThat(node.statistics().processes()).isEqualTo(1);
    endProcesses();
  }

  @Test
  void isSlow() throws IOException {
    PlainClient client = clientOf(Fault.slow(SHORT));
    long start = System.nanoTime();
    assertThat(client.run(node, "count").out()).isEqualTo("one two three");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(SHORT);
  }

  @Test
  void diesBySignal() throws IOException {
    PlainClient client = clientOf(Fault.killedBy("SEGV"));
    assertThat(client.run(node, "count")).isEqualTo(new Ended("one two three", "", null, "SEGV"));
  }

  @Test
  void closesWithoutExitStatus() throws IOException {
    PlainClient client = clientOf(Fault.vanishingCommands());
    assertThat(client.run(node, "count")).isEqualTo(new Ended("one two three", "", null, null));
  }

  @Test
  void printsAfterItsExitStatus() throws IOException {
    PlainClient client = clientOf(Fault.outputAfterExit());
    assertThat(client.run(node, "count")).isEqualTo(new Ended("one two three", "", 0, null));
  }

  @Test
  void floods() throws IOException {
    PlainClient client = clientOf(Fault.flood());
    try (ClientSession session = client.login(node);
        ChannelExec channel = session.createExecChannel("count")) {
      channel.open().verify(PlainClient.PATIENCE);
      assertThat(channel.getInvertedOut().readNBytes(3_000_000)).hasSize(3_000_000);
    }
    await().until(() -> node.statistics().processes() == 0);
  }

  @Test
  void printsTheSameGarbageForTheSameSeed() throws IOException {
    PlainClient client = clientOf(Fault.garbage(200, 7));
    String first = client.run(node, "count").out();
    assertThat(first).isNotEmpty().isEqualTo(client.run(node, "count").out());
    node.become(Fault.garbage(200, 8));
    assertThat(client.run(node, "count").out()).isNotEqualTo(first);
  }

  @Test
  void cutsTheConnectionInTheMiddleOfACommand() throws IOException {
    PlainClient client = clientOf(Fault.cutsConnection(7));
    try (ClientSession session = client.login(node);
        ChannelExec channel = session.createExecChannel("count")) {
      channel.open().verify(PlainClient.PATIENCE);
      String out = new String(channel.getInvertedOut().readAllBytes(), StandardCharsets.UTF_8);
      assertThat("one two").startsWith(out);
      await().until(session::isClosed);
      assertThat(channel.getExitStatus()).isNull();
    }
  }

  @Test
  void canHaveFaultsOfSeveralFamilies() throws IOException {
    PlainClient client = clientOf(Fault.slow(SHORT), Fault.maxSessions(3), Fault.killedBy("KILL"));
    assertThat(client.run(node, "count").signal()).isEqualTo("KILL");
  }

  @Test
  void refusesValuesThatMakeNoSense() {
    assertThatThrownBy(() -> Fault.maxSessions(-1)).hasMessageContaining("-1");
    assertThatThrownBy(() -> Fault.slowBanner(Duration.ZERO)).hasMessageContaining("PT0S");
    assertThatThrownBy(() -> Fault.hangsInCommand(-5)).hasMessageContaining("-5");
    assertThatThrownBy(() -> Fault.slow(Duration.ofSeconds(-1))).hasMessageContaining("negative");
  }

  /** What hangs lives on without its channel, as on a real node: the end of the test is its end. */
  private void endProcesses() {
    List<Execution> running = node.running();
    assertThat(running).isNotEmpty();
    node.endProcesses();
    assertThat(node.running()).isEmpty();
  }

  private String firstBytes(int count) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.port())) {
      return new String(socket.getInputStream().readNBytes(count), StandardCharsets.US_ASCII);
    }
  }

  private static final class Proposals implements SessionListener {
    private volatile java.util.Map<KexProposalOption, String> server = java.util.Map.of();

    @Override
    public void sessionNegotiationStart(
        Session session,
        java.util.Map<KexProposalOption, String> clientProposal,
        java.util.Map<KexProposalOption, String> serverProposal) {
      server = java.util.Map.copyOf(serverProposal);
    }
  }
}
