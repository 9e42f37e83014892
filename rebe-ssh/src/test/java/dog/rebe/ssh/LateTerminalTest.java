package dog.rebe.ssh;

import static dog.rebe.ssh.Awaiting.LONG;
import static dog.rebe.ssh.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Command;
import dog.rebe.command.SecretValues;
import dog.rebe.execution.Exchange;
import dog.rebe.execution.ExchangeEnd;
import dog.rebe.execution.ExchangeListener;
import dog.rebe.execution.OutputStreamName;
import dog.rebe.execution.Request;
import dog.rebe.execution.Terminal;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that takes its time to give a terminal. */
class LateTerminalTest {

  @TempDir private Path folder;

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch letGo = new CountDownLatch(1);

  /** Stops the server in the middle of what it was asked: nothing later is read before. */
  private void hold() {
    asked.countDown();
    try {
      letGo.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Its answer comes before its CLOSE; whoever called the command off has long been told. */
  @Test
  void nothingIsSentOnATerminalThatComesAfterTheEnd() throws Exception {
    Heard heard = new Heard();
    try (RawServer server = RawServer.withTerminals(this::hold);
        SshTransport transport = server.transport(folder).build()) {
      Exchange exchange = transport.start(request(server), heard);
      assertThat(asked.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();

      exchange.stop();
      await().until(() -> !heard.all.isEmpty());
      letGo.countDown();
      // The lease goes back when the channel is closed, behind all that the server said on it
      await().until(() -> transport.poolStatistics().idle() == 1);

      assertThat(heard.all).containsExactly(new ExchangeEnd.StoppedBeforeStart());
    } finally {
      letGo.countDown();
    }
  }

  private static Request request(RawServer server) {
    return new Request(
        server.node(),
        Command.of("true").readOnly().limits(Awaiting.unhurried(1 << 20)),
        SecretValues.none(),
        "0123456789abcdef01234567",
        1,
        LONG,
        Optional.of(Terminal.of(80, 24)));
  }

  private static final class Heard implements ExchangeListener {
    private final List<Object> all = new CopyOnWriteArrayList<>();

    @Override
    public void onCommitted() {
      all.add("committed");
    }

    @Override
    public void onAccepted() {
      all.add("accepted");
    }

    @Override
    public void onOutput(OutputStreamName stream, ByteBuffer chunk) {
      all.add(stream);
    }

    @Override
    public void onEnd(ExchangeEnd how) {
      all.add(how);
    }
  }
}
