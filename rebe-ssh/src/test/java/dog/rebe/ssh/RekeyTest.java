package dog.rebe.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Command;
import dog.rebe.command.Decoder;
import dog.rebe.command.Secret;
import dog.rebe.command.StandardInput;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.node.Endpoint;
import dog.rebe.node.Node;
import dog.rebe.outcome.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.session.helpers.AbstractSession;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.server.shell.ProcessShellFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that exchanges keys anew all the time (RFC 4253, section 9). */
class RekeyTest {

  private static final int COMMANDS = 100;

  private final SshServer server = SshServer.setUpDefaultServer();
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread rekeying = new Thread(this::rekey, "rekeying");
  private Node node;
  private String fingerprint;

  @BeforeEach
  void start() throws Exception {
    SimpleGeneratorHostKeyProvider keys = new SimpleGeneratorHostKeyProvider();
    keys.setAlgorithm(KeyUtils.EC_ALGORITHM);
    keys.setKeySize(256);
    server.setHost("127.0.0.1");
    server.setKeyPairProvider(keys);
    server.setPasswordAuthenticator((user, password, session) -> true);
    server.setPublickeyAuthenticator(null);
    server.setCommandFactory(
        (channel, line) ->
            new ProcessShellFactory(line, "/bin/sh", "-c", line).createShell(channel));
    server.start();
    fingerprint = KeyUtils.getFingerPrint(keys.loadKeys(null).iterator().next().getPublic());
    node = Node.of("node", Endpoint.ssh("robot", "127.0.0.1", server.getPort()));
  }

  @AfterEach
  void stop() throws Exception {
    over.countDown();
    rekeying.join();
    server.close(true).await();
  }

  private void rekey() {
    while (!isOver()) {
      for (AbstractSession session : server.getActiveSessions()) {
        try {
          var exchange = session.reExchangeKeys();
          if (exchange != null) {
            exchange.await(Duration.ofSeconds(3));
          }
        } catch (IOException | RuntimeException e) {
          // That session has ended, or is in an exchange
        }
      }
    }
  }

  private boolean isOver() {
    try {
      return over.await(1, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }

  @Test
  void inputIsWrittenWhileKeysAreExchanged() throws Exception {
    Command<String> cat =
        Command.of("cat")
            .readOnly()
            .limits(Awaiting.unhurried(1024))
            .input(StandardInput.of("hello".getBytes(StandardCharsets.UTF_8)))
            .decode(Decoder.text());
    Secret password = Secret.of("password", name -> "x".getBytes(StandardCharsets.UTF_8));
    try (SshTransport transport =
            SshTransport.builder()
                .hostTrust(HostTrust.pinned(Map.of(node.id(), fingerprint)))
                .credentials(Credential.password(password))
                .build();
        CommandExecutor executor = CommandExecutor.builder().transport(transport).build()) {
      Calls.assertSuccess(executor.start(cat, node).await());
      rekeying.start();
      for (int i = 0; i < COMMANDS; i++) {
        Outcome<String> outcome = executor.start(cat, node).await();

        assertThat(outcome.value()).as("command " + i + ": " + outcome).contains("hello");
      }
    }
  }
}
