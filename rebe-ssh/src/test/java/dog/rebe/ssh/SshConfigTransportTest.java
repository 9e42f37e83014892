package dog.rebe.ssh;

import static dog.rebe.ssh.Ends.SUCCESS;
import static dog.rebe.ssh.Ends.assertNotStarted;
import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.execution.ExchangeEnd;
import dog.rebe.node.Endpoint;
import dog.rebe.node.Node;
import dog.rebe.outcome.FailureKind;
import dog.rebe.ssh.config.SshConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Real OpenSSH servers that are reached as an ssh_config says. */
class SshConfigTransportTest {

  @RegisterExtension static final RealNode HOP = new RealNode();
  @RegisterExtension static final RealNode TARGET = new RealNode();

  @TempDir Path folder;

  private ExchangeEnd run(String alias, String... lines) throws Exception {
    Path file = folder.resolve("config");
    Files.writeString(file, String.join("\n", lines) + "\n");
    try (SshTransport transport = SshTransport.builder().sshConfig(SshConfig.parse(file)).build()) {
      Command<?> command =
          Command.of("true").readOnly().limits(Limits.of(Duration.ofSeconds(20), 1024));
      return Recorder.run(transport, Node.of("n", Endpoint.ssh(alias)), command).end();
    }
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
}
