package dog.rebe.ssh.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.ssh.testkit.leak.LeakCheck;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.sshd.client.channel.ChannelDirectTcpip;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LoginAndJumpTest {

  @RegisterExtension final LeakCheck leaks = LeakCheck.strict();

  private EmbeddedFleet fleet;
  private PlainClient client;
  private PlainClient stranger;

  @BeforeEach
  void start() throws IOException {
    fleet =
        leaks.fleet(
            NodeDefinition.of("gate", SimulatedSystem.debian()),
            NodeDefinition.of("behind", SimulatedSystem.alpine()).password("open sesame"));
    client = leaks.closing(new PlainClient(fleet));
    stranger = leaks.closing(PlainClient.withoutKey(fleet));
  }

  @Test
  void takesThePasswordOfANodeThatHasOne() throws IOException {
    try (ClientSession session = stranger.connect(fleet.node("behind"))) {
      session.addPasswordIdentity("open sesame");
      session.auth().verify(PlainClient.PATIENCE);
      assertThat(stranger.run(session, "hostname", "").out()).isEqualTo("behind\n");
    }
  }

  @Test
  void refusesAWrongPasswordAndAnyWhereThereIsNone() throws IOException {
    for (EmbeddedNode node : fleet.nodes()) {
      try (ClientSession session = stranger.connect(node)) {
        session.addPasswordIdentity("close sesame");
        assertThatThrownBy(() -> session.auth().verify(PlainClient.PATIENCE))
            .hasMessageContaining("No more authentication methods");
      }
    }
  }

  @Test
  void leadsToOtherNodesAsAJumpHost() throws IOException {
    EmbeddedNode behind = fleet.node("behind");
    try (ClientSession gate = client.login(fleet.node("gate"));
        ChannelDirectTcpip channel = tunnel(gate, "127.0.0.1", behind.port())) {
      channel.open().verify(PlainClient.PATIENCE);
      assertThat(new String(channel.getInvertedOut().readNBytes(8), StandardCharsets.US_ASCII))
          .isEqualTo("SSH-2.0-");
      channel.close(false).await(PlainClient.PATIENCE);
    }
  }

  @Test
  void leadsNowhereElse() throws IOException {
    try (ClientSession gate = client.login(fleet.node("gate"));
        ChannelDirectTcpip channel = tunnel(gate, "192.0.2.1", 22)) {
      assertThatThrownBy(() -> channel.open().verify(PlainClient.PATIENCE))
          .isInstanceOf(IOException.class);
    }
  }

  private static ChannelDirectTcpip tunnel(ClientSession session, String host, int port)
      throws IOException {
    return session.createDirectTcpipChannel(
        new SshdSocketAddress("127.0.0.1", 1), new SshdSocketAddress(host, port));
  }
}
