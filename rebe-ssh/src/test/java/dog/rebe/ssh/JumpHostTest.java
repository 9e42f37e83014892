package dog.rebe.ssh;

import static dog.rebe.ssh.Awaiting.await;
import static dog.rebe.ssh.Ends.SUCCESS;
import static dog.rebe.ssh.Ends.assertNotStarted;
import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.execution.ExchangeEnd;
import dog.rebe.node.Endpoint;
import dog.rebe.node.Node;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.JumpHostFault;
import dog.rebe.ssh.testkit.OpenSshServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Real OpenSSH servers behind a real OpenSSH server. */
class JumpHostTest {

  private static final Limits LIMITS = Awaiting.unhurried(16 << 20);

  @RegisterExtension static final RealNode HOP = new RealNode("LogLevel VERBOSE", "MaxSessions 2");
  @RegisterExtension static final RealNode SECOND_HOP = new RealNode("MaxSessions 2");
  @RegisterExtension static final RealNode TARGET = new RealNode();
  @RegisterExtension static final RealNode CLOSED_HOP = new RealNode("AllowTcpForwarding no");

  private static SshTransportBuilder through(RealNode... hops) throws IOException {
    Path knownHosts = TARGET.folder().resolve("all_known_hosts");
    Files.deleteIfExists(knownHosts);
    List<Credential> keys = new ArrayList<>();
    List<Endpoint> endpoints = new ArrayList<>();
    for (RealNode hop : hops) {
      endpoints.add(hop.server().endpoint());
    }
    for (RealNode node : List.of(HOP, SECOND_HOP, TARGET, CLOSED_HOP)) {
      Files.writeString(
          knownHosts,
          Files.readString(node.server().knownHosts()),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
      keys.add(Credential.keyFile(node.server().identity()));
    }
    return SshTransport.builder()
        .hostTrust(HostTrust.knownHosts(knownHosts))
        .credentials(keys.toArray(Credential[]::new))
        .jumpHosts(endpoints.toArray(Endpoint[]::new));
  }

  private static Command<CapturedOutput> shell(String text) {
    return Command.of("sh", "-c", text).readOnly().limits(LIMITS);
  }

  private static ExchangeEnd run(SshTransport transport, Node node) throws Exception {
    return Recorder.run(transport, node, shell("true")).end();
  }

  private static long logins(OpenSshServer server) throws IOException {
    return server.log().lines().filter(line -> line.contains("Accepted publickey")).count();
  }

  @Test
  void sharesOneLoginOnTheJumpHost() throws Exception {
    PoolOptions patient = PoolOptions.defaults().withAcquireTimeout(Awaiting.LONG);
    long before = logins(HOP.server());
    Path begun = TARGET.folder().resolve("begun");
    Files.deleteIfExists(begun);
    // Each takes a connection of its own, and none ends before another has begun
    String two =
        "echo x >>%1$s; until [ $(wc -l <%1$s) -ge 2 ];do sleep 0.05;done".formatted(begun);
    try (SshTransport transport = through(HOP).pool(patient.withChannelsPerSession(2)).build()) {
      List<Recorder> runs = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        Node node = Node.of("target-" + i, TARGET.server().endpoint());
        runs.add(Recorder.run(transport, node, shell(two)));
      }
      for (Recorder run : runs) {
        assertThat(run.end()).isEqualTo(SUCCESS);
      }
      await().until(() -> logins(HOP.server()) > before);
      assertThat(logins(HOP.server()) - before).isEqualTo(1);
      assertThat(transport.poolStatistics().opened()).isGreaterThan(2);
    }
  }

  @Test
  void goesThroughSeveral() throws Exception {
    try (SshTransport transport = through(HOP, SECOND_HOP).build()) {
      Recorder run = Recorder.run(transport, TARGET.node(), shell("seq 1 200000"));

      assertThat(run.end()).isEqualTo(SUCCESS);
      assertThat(run.stdout()).endsWith("\n200000\n").hasSize(1_288_895);
      assertThat(transport.poolStatistics().opened()).isEqualTo(3);
    }
  }

  @Test
  void endsCommandsBehindAJumpHost() throws Exception {
    try (SshTransport transport = through(HOP).build()) {
      Recorder run = Recorder.run(transport, TARGET.node(), shell("echo ready; sleep 1234.7"));
      await().until(() -> run.stdout().equals("ready\n"));

      run.exchange().stop();

      assertThat(run.end()).isEqualTo(new ExchangeEnd.StoppedConfirmed());
    }
  }

  @Test
  void namesTheJumpHostThatIsNotThere() throws Exception {
    try (SshTransport transport =
        through().jumpHosts(Endpoint.ssh("root", "127.0.0.1", 1)).build()) {
      assertNotStarted(
          run(transport, TARGET.node()),
          FailureKind.JUMP_HOST_FAILED,
          "the jump host root@127.0.0.1:1 failed (connect-refused)");
    }
  }

  @Test
  void namesTheJumpHostThatForwardsNothing() throws Exception {
    try (SshTransport transport = through(CLOSED_HOP).build()) {
      assertNotStarted(
          run(transport, TARGET.node()),
          FailureKind.JUMP_HOST_FAILED,
          "the jump host ",
          "open failed");
    }
  }

  @Test
  void tellsATargetThatIsOffFromAJumpHostThatFails() throws Exception {
    try (SshTransport transport = through(HOP).build()) {
      Node off = Node.of("off", Endpoint.ssh("root", "127.0.0.1", 1));

      assertNotStarted(run(transport, off), FailureKind.CONNECT_REFUSED, "refused");
      assertThat(run(transport, TARGET.node())).isEqualTo(SUCCESS);
    }
  }

  @Test
  void losesWhatGoesThroughAJumpHostThatDies() throws Exception {
    try (SshTransport transport = through(SECOND_HOP).build()) {
      Recorder run = Recorder.run(transport, TARGET.node(), shell("echo ready; sleep 1000"));
      await().until(() -> run.stdout().equals("ready\n"));

      SECOND_HOP.processes().forEach(ProcessHandle::destroyForcibly);

      assertThat(run.end())
          .isInstanceOfSatisfying(
              ExchangeEnd.Lost.class,
              end -> assertThat(end.kind()).isEqualTo(FailureKind.CONNECTION_LOST));
      await().untilAsserted(() -> assertThat(transport.poolStatistics().open()).isZero());
    }
  }

  @Test
  void namesTheJumpHostThatNobodyTrustsAndNotTheTarget() throws Exception {
    try (SshTransport transport =
        through(HOP).hostTrust(HostTrust.knownHosts(TARGET.server().knownHosts())).build()) {
      ExchangeEnd end = run(transport, TARGET.node());

      assertNotStarted(end, FailureKind.JUMP_HOST_NOT_TRUSTED, "the jump host ");
      assertThat(jumpHost(end))
          .contains(new JumpHostFault(name(HOP), FailureKind.HOST_KEY_UNKNOWN));
    }
  }

  @Test
  void namesTheJumpHostThatRefusesOurLogin() throws Exception {
    try (SshTransport transport =
        through(HOP).credentials(Credential.keyFile(TARGET.server().identity())).build()) {
      ExchangeEnd end = run(transport, TARGET.node());

      assertNotStarted(end, FailureKind.JUMP_HOST_LOGIN_FAILED);
      assertThat(jumpHost(end))
          .contains(new JumpHostFault(name(HOP), FailureKind.AUTHENTICATION_REFUSED));
    }
  }

  @Test
  void namesTheFirstOfSeveralJumpHostsThatFails() throws Exception {
    Endpoint off = Endpoint.ssh("root", "127.0.0.1", 1);
    try (SshTransport transport = through().jumpHosts(off, HOP.server().endpoint()).build()) {
      assertThat(jumpHost(run(transport, TARGET.node())))
          .contains(new JumpHostFault("root@127.0.0.1:1", FailureKind.CONNECT_REFUSED));
    }
  }

  @Test
  void aTargetThatNobodyTrustsIsNoFaultOfTheJumpHost() throws Exception {
    try (SshTransport transport =
        through(HOP).hostTrust(HostTrust.knownHosts(HOP.server().knownHosts())).build()) {
      ExchangeEnd end = run(transport, TARGET.node());

      assertNotStarted(end, FailureKind.HOST_KEY_UNKNOWN);
      assertThat(jumpHost(end)).isEmpty();
    }
  }

  @Test
  void aCallerCanTellAJumpHostFromItsTarget() throws Exception {
    try (SshTransport transport =
            through().jumpHosts(Endpoint.ssh("root", "127.0.0.1", 1)).build();
        CommandExecutor executor = CommandExecutor.builder().transport(transport).build()) {
      JumpHostFault fault = new JumpHostFault("root@127.0.0.1:1", FailureKind.CONNECT_REFUSED);

      assertThat(executor.start(shell("true"), TARGET.node()).await().failure().get().jumpHost())
          .contains(fault);
      assertThat(executor.openFiles(TARGET.node(), Awaiting.LONG).failure().get().jumpHost())
          .contains(fault);
    }
  }

  private static Optional<JumpHostFault> jumpHost(ExchangeEnd end) {
    return ((ExchangeEnd.NotStarted) end).jumpHost();
  }

  private static String name(RealNode node) {
    Endpoint endpoint = node.server().endpoint();
    return endpoint.toString().substring("ssh:".length());
  }
}
