package dog.rebe.ssh;

import static dog.rebe.ssh.Awaiting.await;
import static dog.rebe.ssh.Ends.SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.execution.ExchangeEnd;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.FailureKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Many commands on few sessions of a real OpenSSH server that allows little. */
class SharedSessionsTest {

  private static final Limits LIMITS = Awaiting.unhurried(1 << 20);

  private static final PoolOptions PATIENT =
      PoolOptions.defaults().withAcquireTimeout(Awaiting.LONG);

  @RegisterExtension static final RealNode FEW_CHANNELS = new RealNode("MaxSessions 3");
  @RegisterExtension static final RealNode ONE_CHANNEL = new RealNode("MaxSessions 1");

  private static Command<CapturedOutput> shell(String text) {
    return Command.of("sh", "-c", text).readOnly().limits(LIMITS);
  }

  @Test
  @Tag("fault-20")
  void learnsHowManyChannelsASessionTakes() throws Exception {
    Path go = FEW_CHANNELS.folder().resolve("go");
    Files.deleteIfExists(go);
    String held = "until [ -e " + go + " ];do sleep 0.05;done";
    try (SshTransport transport =
        FEW_CHANNELS.transport().pool(PATIENT.withMaxSessionsPerNode(2)).build()) {
      List<Recorder> runs =
          IntStream.range(0, 20)
              .mapToObj(i -> Recorder.run(transport, FEW_CHANNELS.node(), shell(held)))
              .toList();
      await()
          .until(
              () -> {
                PoolStatistics now = transport.poolStatistics();
                return now.channelRefusals() > 0 && now.opened() == 2;
              });

      Files.createFile(go);

      for (Recorder run : runs) {
        assertThat(run.end()).isEqualTo(SUCCESS);
      }
      assertThat(transport.poolStatistics().opened()).isEqualTo(2);
    }
  }

  @Test
  @Tag("fault-20")
  void endsACommandWhoseSessionTakesNoSecondChannel() throws Exception {
    try (SshTransport transport = ONE_CHANNEL.transport().build()) {
      Recorder run = Recorder.run(transport, ONE_CHANNEL.node(), shell("echo ready; sleep 1234.8"));
      await().until(() -> run.stdout().equals("ready\n"));

      run.exchange().stop();

      assertThat(run.end()).isEqualTo(new ExchangeEnd.StoppedConfirmed());
    }
  }

  @Test
  @Tag("fault-32")
  void failsWhenNoRoomIsHadInTime() throws Exception {
    PoolOptions narrow =
        PoolOptions.defaults()
            .withMaxSessionsPerNode(1)
            .withChannelsPerSession(1)
            .withAcquireTimeout(Duration.ofMillis(300));
    try (SshTransport transport = FEW_CHANNELS.transport().pool(narrow).build()) {
      Recorder first =
          Recorder.run(transport, FEW_CHANNELS.node(), shell("echo ready; sleep 1234.9"));
      await().until(() -> first.stdout().equals("ready\n"));
      Recorder second = Recorder.run(transport, FEW_CHANNELS.node(), shell("true"));

      Ends.assertNotStarted(second.end(), FailureKind.POOL_EXHAUSTED, "became free in time");
      first.exchange().stop();
      first.end();
    }
  }

  @Test
  void leavesNothingBehindWhenItIsClosed() throws Exception {
    SshTransport transport = FEW_CHANNELS.transport().build();
    assertThat(Recorder.run(transport, FEW_CHANNELS.node(), shell("true")).end())
        .isEqualTo(SUCCESS);
    Recorder running = Recorder.run(transport, FEW_CHANNELS.node(), shell("sleep 1000"));
    await().until(running::isAccepted);

    transport.close();

    assertThat(running.end()).isInstanceOf(ExchangeEnd.Lost.class);
    await()
        .untilAsserted(
            () ->
                assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.startsWith("rebe-ssh-io")));
  }
}
