package dog.rebe.ssh;

import static dog.rebe.ssh.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Command;
import dog.rebe.command.SecretValues;
import dog.rebe.execution.ExchangeEnd;
import dog.rebe.execution.ExchangeListener;
import dog.rebe.execution.OutputStreamName;
import dog.rebe.execution.Request;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.FailureKind;
import dog.rebe.ssh.testkit.EmbeddedFleet;
import dog.rebe.ssh.testkit.EmbeddedNode;
import dog.rebe.ssh.testkit.NodeDefinition;
import dog.rebe.ssh.testkit.SimulatedSystem;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A connection that ends just before the first byte of a command's request. */
class LastMomentTest {

  private static final int TRIALS = 50;

  @TempDir private Path folder;
  private EmbeddedFleet fleet;
  private EmbeddedNode embedded;
  private SshTransport transport;

  @BeforeEach
  void start() throws Exception {
    fleet = EmbeddedFleet.start(NodeDefinition.of("one", SimulatedSystem.debian()));
    embedded = fleet.node("one");
    transport =
        SshTransport.builder()
            .hostTrust(HostTrust.pinned(fleet.fingerprints()))
            .credentials(Credential.keyFile(fleet.writeTo(folder).clientKey()))
            // What it does for another connection it does after what it had begun for this one
            .connection(ConnectionOptions.defaults().withIoThreads(1))
            .build();
  }

  @AfterEach
  void stop() {
    transport.close();
    fleet.close();
  }

  private static Command<CapturedOutput> uname() {
    return Command.of("uname", "-s").readOnly().limits(Awaiting.unhurried(1 << 20));
  }

  private void run() {
    try {
      assertThat(Recorder.run(transport, embedded.node(), uname()).end()).isEqualTo(Ends.SUCCESS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  @Tag("fault-16")
  void whatWasNeverAskedIsNotStarted() throws Exception {
    Cutting cut = new Cutting();
    for (int trial = 0; trial < TRIALS && !cut.happened; trial++) {
      // Leaves a channel open, on which the next command is sent by the thread that starts it
      run();
      await().until(() -> embedded.statistics().channelsOpen() == 1);
      cut = new Cutting();
      transport
          .start(
              new Request(
                  embedded.node(),
                  uname(),
                  SecretValues.none(),
                  "0123456789abcdef01234567",
                  1,
                  Awaiting.LONG),
              cut)
          .request(Long.MAX_VALUE);
      cut.end.get(Awaiting.LONG.toSeconds(), TimeUnit.SECONDS);
    }

    assertThat(cut.happened).as("a command that was sent by the thread that started it").isTrue();
    Ends.assertNotStarted(cut.end.get(), FailureKind.CONNECTION_LOST, "before anything was asked");
  }

  /** Ends the connection when it hears that the command is about to be sent. */
  private final class Cutting implements ExchangeListener {
    private final Thread starter = Thread.currentThread();
    private final CompletableFuture<ExchangeEnd> end = new CompletableFuture<>();
    private boolean happened;

    @Override
    public void onCommitted() {
      if (Thread.currentThread() == starter) {
        happened = true;
        embedded.cutSessions();
        await().until(() -> transport.poolStatistics().open() == 0);
        run();
      }
    }

    @Override
    public void onAccepted() {}

    @Override
    public void onOutput(OutputStreamName stream, ByteBuffer chunk) {}

    @Override
    public void onEnd(ExchangeEnd how) {
      end.complete(how);
    }
  }
}
