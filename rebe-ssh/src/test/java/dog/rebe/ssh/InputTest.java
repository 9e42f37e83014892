package dog.rebe.ssh;

import static dog.rebe.ssh.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Argument;
import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.command.Secret;
import dog.rebe.command.SecretValues;
import dog.rebe.command.StandardInput;
import dog.rebe.execution.ExchangeEnd;
import dog.rebe.outcome.ExitSignal;
import dog.rebe.outcome.ExitStatus;
import dog.rebe.outcome.FailureKind;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What commands on a real OpenSSH server are given to read, and what becomes of its source. */
class InputTest {

  private static final Limits LIMITS = Awaiting.unhurried(1 << 20);

  @RegisterExtension static final RealNode SERVER = new RealNode();

  private static SshTransport transport;

  @BeforeAll
  static void connect() throws Exception {
    PoolOptions patient = PoolOptions.defaults().withAcquireTimeout(Awaiting.LONG);
    transport = SERVER.transport().pool(patient).build();
  }

  @AfterAll
  static void disconnect() {
    transport.close();
  }

  private static Command<?> reading(String text, InputStream input) {
    return Command.of("sh", "-c", text)
        .readOnly()
        .limits(LIMITS)
        .input(StandardInput.stream(() -> input));
  }

  @Test
  void letsGoOfAThreadThatHangsInTheCallersStream() throws Exception {
    for (HangingInput input :
        List.of(HangingInput.untilInterrupted(), HangingInput.untilClosed())) {
      Recorder run = Recorder.run(transport, SERVER.node(), reading("sleep 0.3", input));

      assertThat(run.end()).isEqualTo(new ExchangeEnd.Exited(new ExitStatus(0)));
      await().until(input::isLeft);
    }
  }

  /** More of them than there are threads that read. */
  @Test
  void readsTheStreamsOfOthersWhenManyHaveHung() throws Exception {
    List<HangingInput> inputs =
        java.util.stream.Stream.generate(HangingInput::untilClosed).limit(20).toList();
    List<Recorder> runs =
        inputs.stream()
            .map(input -> Recorder.run(transport, SERVER.node(), reading("sleep 0.1", input)))
            .toList();
    for (Recorder run : runs) {
      assertThat(run.end()).isEqualTo(new ExchangeEnd.Exited(new ExitStatus(0)));
    }
    Recorder last =
        Recorder.run(
            transport,
            SERVER.node(),
            reading("cat", new java.io.ByteArrayInputStream(new byte[] {'x'})));
    assertThat(last.end()).isEqualTo(new ExchangeEnd.Exited(new ExitStatus(0)));
    assertThat(last.stdout()).isEqualTo("x");
  }

  @Test
  void saysThatItWasTheInputThatFailed() throws Exception {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the disk is gone");
          }

          @Override
          public int read(byte[] block, int offset, int length) throws IOException {
            return read();
          }
        };
    assertThat(Recorder.run(transport, SERVER.node(), reading("cat", broken)).end())
        .isInstanceOfSatisfying(
            ExchangeEnd.Lost.class,
            lost -> {
              assertThat(lost.kind()).isEqualTo(FailureKind.INPUT_FAILED);
              assertThat(lost.detail()).contains("the disk is gone");
            });
  }

  @Test
  @Tag("fault-5")
  void namesTheSignalAlsoWhereTheCommandHasPrivateFiles() throws Exception {
    Command<?> command =
        Command.of(
                List.of(
                    Argument.of("sh"),
                    Argument.of("-c"),
                    Argument.of("kill -s KILL $$"),
                    Argument.of("sh"),
                    Argument.secretFile(Secret.of("key", name -> new byte[] {'k'}))))
            .readOnly()
            .limits(LIMITS);
    Recorder run =
        Recorder.start(
            transport, SERVER.node(), command, SecretValues.of(Map.of("key", new byte[] {'k'})));
    run.unlimited();
    assertThat(run.end()).isEqualTo(new ExchangeEnd.Exited(new ExitSignal("KILL")));
  }
}
