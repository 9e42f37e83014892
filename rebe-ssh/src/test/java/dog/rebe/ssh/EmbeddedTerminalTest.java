package dog.rebe.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dog.rebe.command.Batch;
import dog.rebe.command.BatchMember;
import dog.rebe.command.Command;
import dog.rebe.command.EnvironmentValue;
import dog.rebe.command.Limits;
import dog.rebe.command.Secret;
import dog.rebe.command.StandardInput;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.execution.InteractiveSession;
import dog.rebe.execution.Terminal;
import dog.rebe.execution.local.LocalTransport;
import dog.rebe.node.Node;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.Exit;
import dog.rebe.outcome.ExitStatus;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import dog.rebe.ssh.testkit.EmbeddedFleet;
import dog.rebe.ssh.testkit.Fault;
import dog.rebe.ssh.testkit.NodeDefinition;
import dog.rebe.ssh.testkit.SimulatedSystem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Terminals on nodes within the JVM, and where there can be none. */
class EmbeddedTerminalTest {

  private static final Duration IDLE = Duration.ofSeconds(20);
  private static final Limits LIMITS = Awaiting.unhurried(1 << 20);
  private static final Terminal TERMINAL = Terminal.of(80, 24);
  private static final BatchMember MEMBER =
      new BatchMember("a", "true", IDLE, 1024, BatchMember.Kind.INLINE);

  @TempDir private static Path folder;
  private static EmbeddedFleet fleet;
  private static SshTransport transport;
  private static LocalTransport local;
  private static CommandExecutor executor;

  @BeforeAll
  static void start() throws Exception {
    fleet =
        EmbeddedFleet.start(
            NodeDefinition.of("healthy", SimulatedSystem.debian()),
            NodeDefinition.of("cut", SimulatedSystem.debian()));
    Path key = folder.resolve("key");
    Files.createFile(
        key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(key, fleet.clientKeyText());
    transport =
        SshTransport.builder()
            .hostTrust(HostTrust.pinned(Pins.of(fleet)))
            .credentials(Credential.keyFile(key))
            .build();
    local = LocalTransport.create();
    executor = CommandExecutor.builder().transport(transport).transport(local).build();
  }

  @AfterAll
  static void stop() {
    executor.close();
    transport.close();
    local.close();
    fleet.close();
  }

  private static InteractiveSession begin(Node node, Command<?> command) {
    return executor.interact(command, TERMINAL, IDLE, node);
  }

  @Test
  void showsWhatAProgramPrints() throws Exception {
    InteractiveSession session =
        begin(fleet.node("healthy").node(), Command.of("uname", "-s").readOnly().limits(LIMITS));

    String shown = new String(session.screen().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(shown.strip()).isEqualTo("Linux");
    Outcome<Exit> outcome = session.await();
    assertThat(outcome.value()).contains(new ExitStatus(0));
  }

  @Test
  void doesNotKnowTheFateOfASessionWhoseConnectionBreaks() throws Exception {
    fleet.node("cut").become(Fault.cutsConnection(0));
    InteractiveSession session =
        begin(fleet.node("cut").node(), Command.of("uname", "-s").readOnly().limits(LIMITS));
    session.screen().readAllBytes();

    Outcome<Exit> outcome = session.await();

    assertThat(((Failure<Exit>) outcome).kind()).isEqualTo(FailureKind.CONNECTION_LOST);
    assertThat(outcome.delivery()).isEqualTo(Delivery.UNKNOWN);
    assertThat(outcome.evidence().attempts()).isEqualTo(1);
  }

  @Test
  void isUnsupportedByATransportWithoutTerminals() throws Exception {
    InteractiveSession session = begin(Node.local(), Command.of("true").readOnly().limits(LIMITS));
    session.screen().readAllBytes();

    Outcome<Exit> outcome = session.await();

    assertThat(((Failure<Exit>) outcome).kind()).isEqualTo(FailureKind.UNSUPPORTED);
    assertThat(outcome.delivery()).isEqualTo(Delivery.NOT_STARTED);
  }

  @Test
  void refusesWhatATerminalCannotCarry() {
    Command<?> plain = Command.of("cat").readOnly().limits(LIMITS);
    Secret secret = Secret.of("token", name -> new byte[] {1});
    List<Command<?>> impossible =
        List.of(
            plain.input(StandardInput.of(new byte[] {1})),
            plain.environment("TOKEN", EnvironmentValue.of(secret)),
            Command.of(new Batch(List.of(MEMBER))).limits(LIMITS));
    for (Command<?> command : impossible) {
      assertThatIllegalArgumentException().isThrownBy(() -> begin(Node.local(), command));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> executor.interact(plain, TERMINAL, Duration.ZERO, Node.local()));
    assertThatIllegalArgumentException().isThrownBy(() -> new Terminal("xterm; reboot", 80, 24));
    assertThatIllegalArgumentException().isThrownBy(() -> Terminal.of(0, 24));
  }
}
