package dog.rebe.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.node.Endpoint;
import dog.rebe.node.Node;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import dog.rebe.ssh.link.NameLookup;
import dog.rebe.ssh.testkit.EmbeddedFleet;
import dog.rebe.ssh.testkit.NodeDefinition;
import dog.rebe.ssh.testkit.SimulatedSystem;
import dog.rebe.ssh.testkit.leak.LeakCheck;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A name service that fails, comes back, or never answers. */
class NameFlapTest {

  private static final Limits LIMITS = Awaiting.unhurried(1 << 20);

  /** Eight are looked up at once, until they have hung for a tenth of their time. */
  private static final int MORE_THAN_AT_ONCE = 12;

  @RegisterExtension final LeakCheck leaks = LeakCheck.strict();
  @TempDir Path folder;
  private EmbeddedFleet fleet;
  private int port;

  @BeforeEach
  void start() {
    fleet = leaks.fleet(NodeDefinition.of("node", SimulatedSystem.debian()));
    port = fleet.node("node").port();
  }

  private SshTransport transport(NameLookup names) throws Exception {
    return transport(names, ConnectionOptions.defaults());
  }

  private SshTransport transport(NameLookup names, ConnectionOptions connection) throws Exception {
    SshTransportBuilder options =
        SshTransport.builder()
            .hostTrust(HostTrust.pinned(fleet.fingerprints()))
            .credentials(Credential.keyFile(fleet.writeTo(folder).clientKey()))
            .connection(connection);
    return leaks.closing(new SshTransport(options, names));
  }

  private Node named(String host) {
    return Node.of("node", Endpoint.ssh("robot", host, port));
  }

  private static Command<CapturedOutput> uname() {
    return Command.of("uname").readOnly().limits(LIMITS);
  }

  @Test
  @Tag("fault-28")
  void aNameThatIsBackWithinTheDeadlineIsTriedAgain() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    NameLookup flaps =
        host -> {
          if (asked.incrementAndGet() < 3) {
            throw new UnknownHostException(host);
          }
          return new InetAddress[] {InetAddress.getLoopbackAddress()};
        };
    CommandExecutor executor = leaks.closing(Calls.executor(transport(flaps)));

    Outcome<CapturedOutput> outcome = executor.start(uname(), named("flapping.example")).await();

    Calls.assertSuccess(outcome);
    assertThat(outcome.evidence().attempts()).isEqualTo(3);
    assertThat(fleet.node("node").executions()).hasSize(1);
  }

  @Test
  @Tag("fault-28")
  void aNameThatIsNeverFoundIsNotStarted() throws Exception {
    NameLookup none =
        host -> {
          throw new UnknownHostException(host);
        };
    CommandExecutor executor = leaks.closing(Calls.executor(transport(none)));

    Failure<CapturedOutput> failure =
        Calls.assertFailure(
            executor.start(uname(), named("gone.example")).await(),
            FailureKind.HOST_NOT_FOUND,
            Delivery.NOT_STARTED);

    assertThat(failure.evidence().attempts()).isEqualTo(4);
  }

  @Test
  @Tag("fault-28")
  void namesThatHangHoldUpNeitherAddressesNorOtherNames() throws Exception {
    CountDownLatch hang = new CountDownLatch(1);
    NameLookup hanging =
        host -> {
          if (host.startsWith("hanging")) {
            try {
              hang.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            throw new UnknownHostException(host);
          }
          return new InetAddress[] {InetAddress.getLoopbackAddress()};
        };
    SshTransport transport = transport(hanging);
    for (int i = 0; i < MORE_THAN_AT_ONCE; i++) {
      Recorder.run(transport, named("hanging-" + i + ".example"), uname());
    }

    assertThat(Recorder.run(transport, named("127.0.0.1"), uname()).end()).isEqualTo(Ends.SUCCESS);
    assertThat(Recorder.run(transport, named("other.example"), uname()).end())
        .isEqualTo(Ends.SUCCESS);
    hang.countDown();
  }

  @Test
  @Tag("fault-28")
  void aNameThatHangsIsGivenUpInItsTime() throws Exception {
    CountDownLatch hang = new CountDownLatch(1);
    NameLookup hanging =
        host -> {
          try {
            hang.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          throw new UnknownHostException(host);
        };
    SshTransport transport =
        transport(hanging, ConnectionOptions.defaults().withConnectTimeout(Duration.ofSeconds(1)));

    Recorder run = Recorder.run(transport, named("hanging.example"), uname());

    Ends.assertNotStarted(run.end(), FailureKind.HOST_NOT_FOUND, "hanging.example", "in time");
    hang.countDown();
  }
}
