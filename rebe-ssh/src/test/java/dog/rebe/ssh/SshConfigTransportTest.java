package dog.rebe.ssh;

import static dog.rebe.ssh.Ends.SUCCESS;
import static dog.rebe.ssh.Ends.assertNotStarted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.command.Command;
import dog.rebe.execution.ExchangeEnd;
import dog.rebe.node.Endpoint;
import dog.rebe.node.Node;
import dog.rebe.outcome.FailureKind;
import dog.rebe.ssh.config.SshConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Real OpenSSH servers that are reached as an ssh_config says. */
class SshConfigTransportTest {

  @RegisterExtension static final RealNode HOP = new RealNode();
  @RegisterExtension static final RealNode TARGET = new RealNode();

  @TempDir Path folder;

  private ExchangeEnd run(String alias, String... lines) throws Exception {
    try (SshTransport transport = SshTransport.builder().sshConfig(config(lines)).build()) {
      return run(transport, Node.of("n", Endpoint.ssh(alias))).end();
    }
  }

  private SshConfig config(String... lines) throws Exception {
    Path file = folder.resolve("config");
    Files.writeString(file, String.join("\n", lines) + "\n");
    return SshConfig.parse(file);
  }

  private static Recorder run(SshTransport transport, Node node) {
    Command<?> command =
        Command.of("sh", "-c", "echo $SSH_CONNECTION").readOnly().limits(Awaiting.unhurried(1024));
    return Recorder.run(transport, node, command);
  }

  private static String host(String alias, RealNode node) throws Exception {
    return String.join(
        "\n",
        "Host " + alias,
        "  HostName 127.0.0.1",
        "  Port " + node.server().port(),
        "  User " + System.getProperty("user.name"),
        "  IdentityFile " + node.server().identity(),
        "  IdentitiesOnly yes",
        "  UserKnownHostsFile " + node.server().knownHosts(),
        "  GlobalKnownHostsFile /dev/null");
  }

  @Test
  void takesEverythingFromIt() throws Exception {
    assertThat(run("web", host("web", TARGET))).isEqualTo(SUCCESS);
  }

  @Test
  void goesThroughItsJumpHosts() throws Exception {
    assertThat(run("web", host("web", TARGET), "  ProxyJump hop", host("hop", HOP)))
        .isEqualTo(SUCCESS);
  }

  @Test
  void refusesWhatItDoesNotSupport() throws Exception {
    assertNotStarted(
        run("web", host("web", TARGET), "  ProxyCommand nc %h %p"),
        FailureKind.UNSUPPORTED,
        "ProxyCommand");
  }

  @Test
  void nodesOfItsInventoryGoThroughTheirJumpHostsWhateverTheirId() throws Exception {
    SshConfig config = config(host("web", TARGET), "  ProxyJump hop", host("hop", HOP));
    Node web = node(config, "web");
    try (SshTransport transport = SshTransport.builder().sshConfig(config).build()) {
      assertThat(run(transport, web).end()).isEqualTo(SUCCESS);
      assertThat(transport.poolStatistics().opened()).isEqualTo(2);
      assertThat(run(transport, Node.of("renamed", web.endpoint())).end()).isEqualTo(SUCCESS);
      assertThat(transport.poolStatistics().opened()).isEqualTo(2);
      assertThat(transport.isConnected(web)).isTrue();
    }
  }

  @Test
  void refusesNodeOfAConfigurationThatItWasNotGiven() throws Exception {
    Node web = node(config(host("web", TARGET), "  ProxyJump hop", host("hop", HOP)), "web");
    try (SshTransport transport =
        SshTransport.builder()
            .hostTrust(HostTrust.knownHosts(TARGET.server().knownHosts()))
            .credentials(Credential.keyFile(TARGET.server().identity()))
            .build()) {
      assertNotStarted(
          run(transport, web).end(),
          FailureKind.UNSUPPORTED,
          "'web' is a host of an ssh_config",
          "sshConfig(...)");
    }
  }

  @Test
  void refusesNodeThatTheConfigurationDoesNotName() throws Exception {
    Node web = node(config(host("web", TARGET)), "web");
    SshConfig other = config(host("db", TARGET), "Host *", "User x");
    try (SshTransport transport = SshTransport.builder().sshConfig(other).build()) {
      assertNotStarted(
          run(transport, web).end(), FailureKind.UNSUPPORTED, "does not name the host 'web'");
    }
  }

  @Test
  void refusesJumpHostsBesideAConfiguration() throws Exception {
    SshTransportBuilder builder =
        SshTransport.builder()
            .sshConfig(config(host("web", TARGET)))
            .jumpHosts(HOP.server().endpoint());

    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("ProxyJump");
  }

  private static Node node(SshConfig config, String alias) {
    return config.inventory().nodes().filter(it -> it.id().value().equals(alias)).findFirst().get();
  }
}
