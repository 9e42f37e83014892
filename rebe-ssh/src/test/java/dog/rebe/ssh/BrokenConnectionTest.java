package dog.rebe.ssh;

import static dog.rebe.ssh.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.command.Repetition;
import dog.rebe.execution.Call;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.node.Endpoint;
import dog.rebe.node.Node;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import dog.rebe.ssh.testkit.wire.Direction;
import dog.rebe.ssh.testkit.wire.FaultProxy;
import dog.rebe.ssh.testkit.wire.WireFault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A proxy breaks connections to a real OpenSSH server; the node counts what it ran. */
class BrokenConnectionTest {

  private static final Limits LIMITS = Awaiting.unhurried(1 << 20);

  private static final String SLEEP = "sleep " + JournalNode.seconds(35);

  /** A server that is there answers one of so many, however busy it is. */
  private static final ConnectionOptions PATIENT_HEARTBEAT =
      ConnectionOptions.defaults().withHeartbeat(Duration.ofMillis(100), 30);

  @RegisterExtension static final RealNode SERVER = new RealNode();

  @TempDir Path folder;
  private FaultProxy proxy;
  private SshTransport transport;
  private CommandExecutor executor;

  @BeforeEach
  void connect() throws IOException {
    proxy =
        FaultProxy.to(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), SERVER.server().port()));
    use(SERVER.transport());
  }

  private void use(SshTransportBuilder builder) {
    disconnect();
    transport = builder.build();
    executor = Calls.executor(transport);
  }

  private void disconnect() {
    if (executor != null) {
      executor.close();
      transport.close();
    }
  }

  @AfterEach
  void close() {
    disconnect();
    proxy.close();
    killLeftovers();
  }

  private Node node() {
    Endpoint real = SERVER.node().endpoint();
    return Node.of(
        "node", Endpoint.ssh(real.user().orElseThrow(), "127.0.0.1", proxy.address().getPort()));
  }

  /** Leaves a line in a file whenever it is run. */
  private Command<CapturedOutput> counted(String rest) {
    return Command.of("sh", "-c", "echo ran >>" + trace() + "; " + rest)
        .changes(Repetition.ONCE)
        .limits(LIMITS);
  }

  private Path trace() {
    return folder.resolve("trace");
  }

  private int executions() throws IOException {
    return Files.exists(trace()) ? Files.readAllLines(trace()).size() : 0;
  }

  private static boolean isOurs(ProcessHandle process) {
    return process.info().commandLine().orElse("").contains(SLEEP);
  }

  @Test
  @Tag("fault-16")
  void resetInMidCommandLeavesItUnknownAndIsNotTriedAgain() throws Exception {
    Call<CapturedOutput> call = executor.start(counted(SLEEP), node());
    await().until(() -> executions() == 1);

    proxy.resetAll();

    Failure<CapturedOutput> failure =
        Calls.assertFailure(call.await(), FailureKind.CONNECTION_LOST, Delivery.UNKNOWN);
    assertThat(failure.evidence().attempts()).isEqualTo(1);
    assertThat(executions()).isEqualTo(1);
  }

  @Test
  @Tag("fault-16")
  void endOfTheServersProcessInMidCommandLeavesItUnknown() throws Exception {
    Call<CapturedOutput> call = executor.start(counted(SLEEP), node());
    await().until(() -> executions() == 1);

    SERVER.sessions().forEach(ProcessHandle::destroyForcibly);

    Calls.assertFailure(call.await(), FailureKind.CONNECTION_LOST, Delivery.UNKNOWN);
    assertThat(executions()).isEqualTo(1);
  }

  /** Their parent is gone, so that they are no descendants of the server. */
  private static void killLeftovers() {
    ProcessHandle.allProcesses().filter(BrokenConnectionTest::isOurs).forEach(p -> p.destroy());
  }

  @Test
  @Tag("fault-16")
  @Tag("fault-17")
  void resetBeforeTheRequestLeavesItNotStartedAndIsTriedAgain() throws Exception {
    proxy.obey(
        number ->
            switch (number) {
              case 0 -> List.of(new WireFault.Reset(Direction.TO_CLIENT, 10));
              case 1 -> List.of(new WireFault.Reset(Direction.TO_SERVER, 300));
              case 2 -> List.of(new WireFault.Reset(Direction.TO_CLIENT, 1_500));
              default -> List.of();
            });

    Outcome<CapturedOutput> outcome = executor.start(counted("echo done"), node()).await();

    assertThat(Calls.assertSuccess(outcome).stdout().utf8()).isEqualTo("done\n");
    assertThat(outcome.evidence().attempts()).isEqualTo(4);
    assertThat(executions()).isEqualTo(1);
  }

  @Test
  @Tag("fault-17")
  void resetInEveryKeyExchangeIsNotStarted() throws Exception {
    proxy.obey(new WireFault.Reset(Direction.TO_CLIENT, 1_200));

    Failure<CapturedOutput> failure =
        Calls.assertFailure(
            executor.start(counted("echo done"), node()).await(),
            FailureKind.HANDSHAKE_FAILED,
            Delivery.NOT_STARTED);
    assertThat(failure.evidence().attempts()).isEqualTo(4);
    assertThat(failure.detail()).contains("key exchange");
    assertThat(executions()).isZero();
  }

  @Test
  @Tag("fault-33")
  void anIdleSessionThatWasResetIsNotLent() throws Exception {
    leaveASessionIdle();

    proxy.resetAll();
    await().until(() -> transport.poolStatistics().open() == 0);

    assertRunsOnceOnANewConnection();
  }

  @Test
  @Tag("fault-33")
  void anIdleSessionThatWasClosedIsNotLent() throws Exception {
    leaveASessionIdle();

    proxy.cutAll();
    await().until(() -> transport.poolStatistics().open() == 0);

    assertRunsOnceOnANewConnection();
  }

  @Test
  @Tag("fault-33")
  void anIdleSessionThatWentSilentIsAskedBeforeItIsLent() throws Exception {
    use(
        SERVER
            .transport()
            .pool(PoolOptions.defaults().withValidation(Duration.ZERO, Duration.ofMillis(500)))
            .connection(ConnectionOptions.defaults().withHeartbeat(Duration.ZERO, 3)));
    leaveASessionIdle();

    proxy.stallAll();

    assertRunsOnceOnANewConnection();
  }

  @Test
  @Tag("fault-33")
  void anIdleSessionThatWentSilentIsNoticedByItsHeartbeat() throws Exception {
    use(SERVER.transport().connection(PATIENT_HEARTBEAT));
    leaveASessionIdle();

    proxy.stallAll();
    await().until(() -> transport.poolStatistics().open() == 0);

    assertRunsOnceOnANewConnection();
  }

  private void leaveASessionIdle() {
    Calls.assertSuccess(executor.start(counted("true"), node()).await());
    await().until(() -> transport.poolStatistics().idle() == 1);
  }

  private void assertRunsOnceOnANewConnection() throws IOException {
    Outcome<CapturedOutput> outcome = executor.start(counted("echo done"), node()).await();

    assertThat(Calls.assertSuccess(outcome).stdout().utf8()).isEqualTo("done\n");
    assertThat(outcome.evidence().attempts()).isEqualTo(1);
    assertThat(executions()).isEqualTo(2);
    assertThat(proxy.connections()).hasSize(2);
  }

  /** What the first byte of the request could have started nobody may start again. */
  @Test
  @Tag("fault-37")
  void aReplyThatIsLostLeavesOneExecution() throws Exception {
    Calls.assertSuccess(executor.start(counted("true"), node()).await());
    proxy.obey();
    Call<CapturedOutput> call = executor.start(counted("echo reply; " + SLEEP), node());
    await().until(() -> executions() == 2);

    proxy.cutAll();

    Calls.assertFailure(call.await(), FailureKind.CONNECTION_LOST, Delivery.UNKNOWN);
    assertThat(executions()).isEqualTo(2);
  }

  @Test
  @Tag("fault-15")
  void aServerThatStopsInMidCommandIsNoticedByTheHeartbeat() throws Exception {
    use(SERVER.transport().connection(PATIENT_HEARTBEAT));
    Call<CapturedOutput> call = executor.start(counted(SLEEP), node());
    await().until(() -> executions() == 1);
    List<ProcessHandle> sessions = SERVER.sessions();
    try {
      RealNode.signal("STOP", sessions);

      Failure<CapturedOutput> failure =
          Calls.assertFailure(call.await(), FailureKind.CONNECTION_LOST, Delivery.UNKNOWN);

      assertThat(failure.detail()).contains("heartbeats unanswered");
      assertThat(failure.evidence().elapsed()).isLessThan(LIMITS.deadline());
    } finally {
      RealNode.signal("CONT", sessions);
    }
  }

  @Test
  @Tag("fault-6")
  void noExitStatusIsNeverSuccess() throws Exception {
    Call<CapturedOutput> call = executor.start(counted("echo out; " + SLEEP), node());
    await().until(() -> executions() == 1);
    SERVER.sessions().forEach(ProcessHandle::destroy);

    Failure<CapturedOutput> failure =
        Calls.assertFailure(call.await(), FailureKind.CONNECTION_LOST, Delivery.UNKNOWN);

    assertThat(failure.evidence().exit()).isEmpty();
  }
}
