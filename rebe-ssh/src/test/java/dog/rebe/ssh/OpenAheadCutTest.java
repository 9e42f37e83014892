package dog.rebe.ssh;

import static dog.rebe.ssh.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.command.Repetition;
import dog.rebe.execution.ExchangeEnd;
import dog.rebe.node.Endpoint;
import dog.rebe.node.Node;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.ssh.testkit.wire.Direction;
import dog.rebe.ssh.testkit.wire.FaultProxy;
import dog.rebe.ssh.testkit.wire.ProxiedConnection;
import dog.rebe.ssh.testkit.wire.WireFault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Connections to a real OpenSSH server break at a random byte: in the login with the first channel
 * behind it, in a command with the next channel behind it, and in the command on that. What the
 * outcomes claim is held against what the server ran.
 */
class OpenAheadCutTest {

  private static final Limits LIMITS = Awaiting.unhurried(1 << 20);
  private static final int CUTS = Integer.getInteger("rebe.cuts", 12);

  @RegisterExtension static final RealNode SERVER = new RealNode();

  @TempDir private Path folder;
  private FaultProxy proxy;
  private int notStarted;
  private int lost;
  private int exited;

  @BeforeEach
  void start() throws IOException {
    proxy =
        FaultProxy.to(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), SERVER.server().port()));
  }

  @AfterEach
  void stop() {
    proxy.close();
  }

  @ParameterizedTest
  @EnumSource
  @Tag("fault-16")
  void nothingIsClaimedThatTheServerDidNotDo(Direction direction) throws Exception {
    Random random = new Random(4_711);
    runTwo();
    long all = connection().bytes(direction);
    long lastPart = all / 3;

    for (int i = 0; i < CUTS; i++) {
      long from = i % 3 == 0 ? 0 : all - lastPart;
      long at = from + random.nextLong(all - from);
      int faulty = proxy.connections().size();
      proxy.obey(
          number -> number == faulty ? List.of(new WireFault.Reset(direction, at)) : List.of());
      runTwo();
    }

    assertThat(exited).isPositive();
    assertThat(lost + notStarted).isPositive();
  }

  private ProxiedConnection connection() {
    return proxy.connections().get(proxy.connections().size() - 1);
  }

  private void runTwo() throws Exception {
    Files.deleteIfExists(trace());
    int exitedBefore = exited;
    int lostBefore = lost;
    try (SshTransport transport = SERVER.transport().build()) {
      count(Recorder.run(transport, node(), counted()));
      count(Recorder.run(transport, node(), counted()));
    }
    await().until(() -> SERVER.sessions().isEmpty());

    assertThat(executions())
        .isBetween(exited - exitedBefore, exited - exitedBefore + lost - lostBefore);
  }

  private void count(Recorder run) throws Exception {
    ExchangeEnd end = run.end();
    if (end.equals(Ends.SUCCESS)) {
      exited++;
    } else if (run.isCommitted()) {
      assertThat(end).isInstanceOf(ExchangeEnd.Lost.class);
      lost++;
    } else {
      assertThat(end).isInstanceOf(ExchangeEnd.NotStarted.class);
      notStarted++;
    }
  }

  private Node node() {
    Endpoint real = SERVER.node().endpoint();
    return Node.of(
        "node", Endpoint.ssh(real.user().orElseThrow(), "127.0.0.1", proxy.address().getPort()));
  }

  private Command<CapturedOutput> counted() {
    return Command.of("sh", "-c", "echo ran >>" + trace()).changes(Repetition.ONCE).limits(LIMITS);
  }

  private Path trace() {
    return folder.resolve("trace");
  }

  private int executions() throws IOException {
    return Files.exists(trace()) ? Files.readAllLines(trace()).size() : 0;
  }
}
