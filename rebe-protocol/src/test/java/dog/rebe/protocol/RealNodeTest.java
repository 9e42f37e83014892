package dog.rebe.protocol;

import static dog.rebe.protocol.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Command;
import dog.rebe.command.Impact;
import dog.rebe.command.Limits;
import dog.rebe.command.Repetition;
import dog.rebe.execution.Call;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.execution.RetryOptions;
import dog.rebe.node.Endpoint;
import dog.rebe.node.Node;
import dog.rebe.node.NodeId;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import dog.rebe.outcome.Success;
import dog.rebe.protocol.carrier.ExecConnector;
import dog.rebe.protocol.carrier.UnixSockets;
import dog.rebe.protocol.negotiation.SessionOptions;
import dog.rebe.ssh.Credential;
import dog.rebe.ssh.HostTrust;
import dog.rebe.ssh.SshTransport;
import dog.rebe.ssh.testkit.OpenSshServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Coordinator, agent, real OpenSSH node: what comes back is what comes back directly. */
@Timeout(value = 600, unit = TimeUnit.SECONDS)
final class RealNodeTest {

  private static final Duration GRACE = Duration.ofSeconds(30);

  @TempDir private Path folder;

  private OpenSshServer server;
  private SshTransport ssh;
  private Agent agent;
  private AgentTransport through;
  private CommandExecutor executor;
  private Node direct;
  private Node behind;

  @BeforeEach
  void open() throws IOException {
    server = OpenSshServer.start(folder.resolve("server"));
    direct = Node.of("node", server.endpoint());
    ssh =
        SshTransport.builder()
            .hostTrust(HostTrust.pinned(Map.of(new NodeId("node"), server.fingerprint())))
            .credentials(Credential.keyFile(server.identity()))
            .build();
    agent =
        Agent.serving(ssh)
            .nodes(List.of(direct))
            .policy(AgentRules.readOnly().upTo(Impact.CHANGES))
            .build();
    Path socket = folder.resolve("agent");
    agent.listen(UnixSockets.listen(socket));
    through = AgentTransport.builder().agent("site", UnixSockets.to(socket)).build();
    behind = Node.of("node", AgentTransport.endpoint("site"));
    executor =
        CommandExecutor.builder()
            .transport(ssh)
            .transport(through)
            .retry(RetryOptions.none())
            .build();
  }

  @AfterEach
  void close() {
    executor.close();
    through.close();
    agent.close();
    ssh.close();
    server.close();
  }

  private static Command<CapturedOutput> shell(String script) {
    return Command.of("sh", "-c", script)
        .readOnly()
        .limits(Limits.of(Patience.LONG, 100_000).withGrace(GRACE));
  }

  private void isTheSame(Command<?> command) throws Exception {
    isTheSame(executor.start(command, direct).await(), executor.start(command, behind).await());
  }

  private static void isTheSame(Outcome<?> near, Outcome<?> far) {
    assertThat(far.delivery()).isEqualTo(near.delivery());
    assertThat(far.evidence().exit()).isEqualTo(near.evidence().exit());
    assertThat(far.evidence().attempts()).isEqualTo(near.evidence().attempts());
    assertThat(far.evidence().output()).isEqualTo(near.evidence().output());
    if (near instanceof Success<?> success) {
      assertThat(far.value().map(Object::toString)).contains(success.result().toString());
    } else {
      Failure<?> one = near.failure().orElseThrow();
      Failure<?> other = far.failure().orElseThrow();
      assertThat(other.kind()).isEqualTo(one.kind());
      assertThat(withoutTimes(other)).isEqualTo(withoutTimes(one));
      assertThat(other.detail()).isEqualTo(one.detail());
    }
  }

  /** With a timeout in which a command begins, on a busy machine too. */
  private void isTheSameWhereItTakesTooLong() {
    Duration timeout = Duration.ofMillis(1_500);
    Outcome<?> near;
    Outcome<?> far;
    do {
      Command<?> command = shell("sleep 100").withLimits(Limits.of(timeout, 100).withGrace(GRACE));
      near = executor.start(command, direct).await();
      far = executor.start(command, behind).await();
      timeout = timeout.multipliedBy(2);
    } while (timeout.compareTo(Patience.LONG) < 0
        && !(near.delivery() == Delivery.STOPPED && far.delivery() == Delivery.STOPPED));
    assertThat(near.delivery()).isEqualTo(Delivery.STOPPED);
    isTheSame(near, far);
  }

  /** How long it took differs from run to run. */
  private static String withoutTimes(Failure<?> failure) {
    return failure
        .explanation()
        .toString()
        .replaceAll("less than a second|\\d+ (milli)?seconds?", "a while");
  }

  @Test
  void comesBackAsItDoesDirectly() throws Exception {
    isTheSame(shell("echo out; echo err >&2"));
    isTheSame(shell("echo out; echo bad >&2; exit 3"));
    isTheSame(shell("kill -s TERM $$"));
    isTheSame(shell("head -c 90000 /dev/zero"));
    // Longer than the limit, and still there when it is ended: one that exits at once may do
    // either.
    isTheSame(shell("head -c 200000 /dev/zero; sleep 100"));
    isTheSame(Command.of("/nonexistent/x").readOnly().limits(Limits.of(Patience.LONG, 9)));
    isTheSame(shell("pwd").directory("/nonexistent"));
    isTheSameWhereItTakesTooLong();
  }

  @Test
  void namesTheMachineOnTheWayThatFailed() throws Exception {
    Node beyond = Node.of("beyond", Endpoint.ssh("nobody", "203.0.113.7", 22));
    try (SshTransport barred =
            SshTransport.builder()
                .hostTrust(HostTrust.pinned(Map.of(new NodeId("other"), server.fingerprint())))
                .credentials(Credential.keyFile(server.identity()))
                .jumpHosts(server.endpoint())
                .build();
        Agent there = Agent.serving(barred).nodes(List.of(beyond)).build()) {
      Path socket = folder.resolve("barred");
      there.listen(UnixSockets.listen(socket));
      try (AgentTransport way =
              AgentTransport.builder().agent("there", UnixSockets.to(socket)).build();
          CommandExecutor both =
              CommandExecutor.builder()
                  .transport(barred)
                  .transport(way)
                  .retry(RetryOptions.none())
                  .build()) {
        Failure<?> near = both.start(shell("true"), beyond).await().failure().orElseThrow();
        Failure<?> far =
            both.start(shell("true"), Node.of("beyond", AgentTransport.endpoint("there")))
                .await()
                .failure()
                .orElseThrow();

        assertThat(near.jumpHost()).isPresent();
        assertThat(far.jumpHost()).isEqualTo(near.jumpHost());
        assertThat(far.kind()).isEqualTo(near.kind());
        assertThat(withoutTimes(far)).isEqualTo(withoutTimes(near));
      }
    }
  }

  @Test
  void isRefusedWhatTheAgentForbidsThoughTheNodeWouldDoIt() throws Exception {
    Command<?> destroying =
        Command.of("true").destroys(Repetition.REPEATABLE).limits(Limits.of(Patience.LONG, 9));
    Calls.Heard heard = Calls.start(through, behind, destroying, 1);

    assertThat(heard.await())
        .isInstanceOfSatisfying(
            dog.rebe.execution.ExchangeEnd.NotStarted.class,
            end -> {
              assertThat(end.kind()).isEqualTo(FailureKind.EXEC_REFUSED);
              assertThat(end.detail()).contains("policy").contains("DESTROYS");
            });
  }

  @Test
  void endsTheProcessOnTheNodeWhenTheCallIsCancelled() throws Exception {
    Call<CapturedOutput> call = executor.start(shell("echo $$; exec sleep 77"), behind);
    await().until(() -> running("sleep 77"));
    call.cancel();

    assertThat(call.await().delivery()).isEqualTo(Delivery.STOPPED);
    assertThat(running("sleep 77")).isFalse();
  }

  private static boolean running(String command) {
    return ProcessHandle.allProcesses()
        .anyMatch(process -> process.info().commandLine().orElse("").endsWith(command));
  }

  @Test
  void leavesTheTruthWhenTheAgentIsKilled() throws Exception {
    Path mark = folder.resolve("mark");
    Command<?> change =
        Command.of("sh", "-c", "echo ran >>" + mark + "; sleep 100")
            .changes(Repetition.ONCE)
            .limits(Limits.of(Patience.LONG, 100));
    Call<?> call = executor.start(change, behind);
    await().until(() -> Files.exists(mark) && Files.size(mark) > 0);
    agent.close();

    Outcome<?> outcome = call.await();
    assertThat(outcome.delivery()).isIn(Delivery.UNKNOWN, Delivery.STOPPED);
    assertThat(Files.readAllLines(mark)).as("executions").hasSize(1);
  }

  @Test
  void startsTheAgentItselfOverSsh() throws Exception {
    List<String> command = dog.rebe.protocol.carrier.AgentProgram.command();
    ExecConnector connector =
        ExecConnector.of(
            ssh, direct, command.get(0), command.subList(1, command.size()).toArray(new String[0]));
    SessionOptions patient = SessionOptions.defaults().withOpeningTimeout(Patience.LONG);
    try (AgentTransport overSsh =
        AgentTransport.builder().agent("there", connector).session(patient).build()) {
      Calls.Heard heard =
          Calls.start(
              overSsh,
              Node.of("localhost", AgentTransport.endpoint("there")),
              Calls.look("printf", "%s", "by ssh"),
              Long.MAX_VALUE);

      heard.await();
      assertThat(heard.text()).isEqualTo("by ssh");
      assertThat(overSsh.report("there").orElseThrow().schemes()).containsExactly("local");
    }
  }
}
