package dog.rebe.ssh;

import static dog.rebe.ssh.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.command.StandardInput;
import dog.rebe.execution.ExchangeEnd;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.ExitStatus;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Streams of commands on a real OpenSSH server that exchanges keys anew after every mebibyte. */
class OutputTest {

  private static final Limits LIMITS = Awaiting.unhurried(64 << 20);
  private static final ExchangeEnd SUCCESS = new ExchangeEnd.Exited(new ExitStatus(0));

  @RegisterExtension static final RealNode SERVER = new RealNode("RekeyLimit 1M");

  private static SshTransport transport;

  @BeforeAll
  static void connect() throws Exception {
    transport = SERVER.transport().build();
  }

  @AfterAll
  static void disconnect() {
    transport.close();
  }

  private static Command<CapturedOutput> shell(String text) {
    return Command.of("sh", "-c", text).readOnly().limits(LIMITS);
  }

  private static Recorder run(Command<?> command) {
    return Recorder.run(transport, SERVER.node(), command);
  }

  @Test
  @Tag("fault-25")
  void staysIntactWhileKeysAreExchangedAnew() throws Exception {
    Recorder run = run(shell("seq 1 700000"));

    assertThat(run.end()).isEqualTo(SUCCESS);
    StringBuilder expected = new StringBuilder();
    for (int i = 1; i <= 700_000; i++) {
      expected.append(i).append('\n');
    }
    assertThat(run.stdout()).isEqualTo(expected.toString());
  }

  @Test
  @Tag("fault-25")
  void staysIntactForAllCommandsOfTheSessionWhileKeysAreExchangedAnew() throws Exception {
    try (SshTransport own = SERVER.transport().build()) {
      List<Recorder> runs =
          IntStream.range(0, 6)
              .mapToObj(
                  i ->
                      Recorder.run(
                          own,
                          SERVER.node(),
                          shell("seq %d %d".formatted(i * 100_000 + 1, i * 100_000 + 99_999))))
              .toList();

      for (int i = 0; i < runs.size(); i++) {
        int from = i * 100_000;
        assertThat(runs.get(i).end()).isEqualTo(SUCCESS);
        String expected =
            IntStream.rangeClosed(1, 99_999)
                .map(at -> at + from)
                .mapToObj(number -> number + "\n")
                .collect(Collectors.joining());
        assertThat(runs.get(i).stdout()).isEqualTo(expected);
      }
      assertThat(own.poolStatistics().opened()).isEqualTo(1);
    }
  }

  @Test
  @Tag("fault-9")
  void doesNotBlockWhenBothStreamsAreFull() throws Exception {
    Recorder run = run(shell("head -c 3000000 /dev/zero & head -c 3000000 /dev/zero >&2; wait"));

    assertThat(run.end()).isEqualTo(SUCCESS);
    assertThat(run.stdoutBytes()).hasSize(3_000_000);
    assertThat(run.stderr()).hasSize(3_000_000);
  }

  @Test
  @Tag("fault-23")
  @Tag("fault-2")
  void leavesWhatIsNotAskedForOnTheNode() throws Exception {
    Recorder run = Recorder.start(transport, SERVER.node(), shell("yes"));
    run.exchange().request(2);
    await().until(() -> run.stdoutBytes().length > 0);
    Recorder neighbour = run(shell("seq 1 100000 | tail -n 1"));

    assertThat(neighbour.end()).isEqualTo(SUCCESS);
    assertThat(neighbour.stdout()).isEqualTo("100000\n");
    assertThat(run.stdoutBytes().length).isLessThan(100_000);
    assertThat(run.isOver()).isFalse();

    run.exchange().stop();
    assertThat(run.end()).isEqualTo(new ExchangeEnd.StoppedConfirmed());
  }

  @Test
  void waitsWithTheEndUntilTheOutputIsTaken() throws Exception {
    Recorder run = Recorder.start(transport, SERVER.node(), shell("echo one; echo two >&2"));
    await().until(run::isAccepted);
    run(shell("true")).end();

    assertThat(run.isOver()).isFalse();
    run.unlimited();
    assertThat(run.end()).isEqualTo(SUCCESS);
    assertThat(run.stdout()).isEqualTo("one\n");
    assertThat(run.stderr()).isEqualTo("two\n");
  }

  @Test
  void endsThoughSomethingLeftBehindHoldsTheOutputOpen() throws Exception {
    Recorder run = run(shell("sleep 20 & seq 1 50000"));

    assertThat(run.end()).isEqualTo(SUCCESS);
    assertThat(run.stdout()).endsWith("\n50000\n").startsWith("1\n2\n");
  }

  @Test
  void writesMoreThanAWindowOfInput() throws Exception {
    byte[] input = new byte[5_000_000];
    new Random(1).nextBytes(input);
    String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(input));

    Recorder fromMemory = run(shell("sha256sum").input(StandardInput.of(input)));
    Recorder fromStream =
        run(shell("sha256sum").input(StandardInput.stream(() -> new ByteArrayInputStream(input))));

    assertThat(fromMemory.end()).isEqualTo(SUCCESS);
    assertThat(fromMemory.stdout()).startsWith(digest);
    assertThat(fromStream.end()).isEqualTo(SUCCESS);
    assertThat(fromStream.stdout()).startsWith(digest);
  }

  @Test
  void stopsReadingInputThatTheCommandDoesNotTake() throws Exception {
    AtomicBoolean closed = new AtomicBoolean();
    InputStream endless =
        new FilterInputStream(InputStream.nullInputStream()) {
          @Override
          public int read(byte[] buffer, int offset, int length) {
            Arrays.fill(buffer, offset, offset + length, (byte) 'x');
            return length;
          }

          @Override
          public int read() {
            return 'x';
          }

          @Override
          public void close() {
            closed.set(true);
          }
        };
    Recorder run = run(shell("head -c 10").input(StandardInput.stream(() -> endless)));

    assertThat(run.end()).isEqualTo(SUCCESS);
    assertThat(run.stdout()).isEqualTo("xxxxxxxxxx");
    await().untilTrue(closed);
  }

  @Test
  void doesNotTakeHalfAnInputForAWholeOne() throws Exception {
    InputStream broken =
        new SequenceInputStream(
            new ByteArrayInputStream(new byte[100]),
            new FilterInputStream(InputStream.nullInputStream()) {
              @Override
              public int read(byte[] buffer, int offset, int length) throws IOException {
                throw new IOException("the disk is gone");
              }
            });
    Recorder run = run(shell("cat >/dev/null; echo all").input(StandardInput.stream(() -> broken)));

    assertThat(run.end())
        .isInstanceOfSatisfying(
            ExchangeEnd.Lost.class, end -> assertThat(end.detail()).contains("the disk is gone"));
    assertThat(run.stdout()).isEmpty();
  }
}
