package dog.rebe.execution.local;

import static dog.rebe.execution.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.command.Argument;
import dog.rebe.command.Command;
import dog.rebe.command.Decoder;
import dog.rebe.command.Limits;
import dog.rebe.command.Repetition;
import dog.rebe.command.StandardInput;
import dog.rebe.execution.Call;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.execution.FleetOptions;
import dog.rebe.execution.OutputChunk;
import dog.rebe.execution.Patience;
import dog.rebe.execution.StreamingCall;
import dog.rebe.files.FilePath;
import dog.rebe.files.FileView;
import dog.rebe.node.Endpoint;
import dog.rebe.node.Node;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.ExitSignal;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;

/** This machine as a node, through the whole corridor. */
@EnabledOnOs(OS.LINUX)
final class LocalTransportTest {

  private static final Limits LIMITS = within(Patience.LONG, 1_000_000);

  private final LocalTransport transport = LocalTransport.create();
  private final CommandExecutor executor = CommandExecutor.builder().transport(transport).build();

  @AfterEach
  void leavesNoThread() {
    executor.close();
    transport.close();
    await()
        .untilAsserted(
            () ->
                assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.startsWith("rebe-")));
  }

  /** However long it takes until an end is confirmed, somebody waits for it. */
  private static Limits within(Duration deadline, long outputBytes) {
    return Limits.of(deadline, outputBytes).withGrace(Patience.LONG);
  }

  private static Command<CapturedOutput> shell(String script) {
    return Command.of("sh", "-c", script).readOnly().limits(LIMITS);
  }

  private <T> Outcome<T> run(Command<T> command) {
    return executor.start(command, Node.local()).await();
  }

  private static <T> Failure<T> failure(Outcome<T> outcome) {
    return outcome.failure().orElseThrow(() -> new AssertionError("a success: " + outcome));
  }

  @Test
  void runsATypedCommand() {
    Outcome<String> outcome =
        run(Command.of("echo", "hello").readOnly().limits(LIMITS).decode(Decoder.text()));

    assertThat(outcome.value()).contains("hello\n");
  }

  @Test
  @Tag("fault-5")
  void reportsTheStatusThatAShellGivesForASignalAsThatSignalAndPrintsNothingOfItsOwn() {
    Failure<?> failure = failure(run(shell("echo partial; kill -s SEGV $$")));

    assertThat(failure.kind()).isEqualTo(FailureKind.KILLED_BY_SIGNAL);
    assertThat(failure.evidence().exit()).contains(new ExitSignal("SEGV"));
    assertThat(failure.evidence().output().stdout().utf8()).isEqualTo("partial\n");
    assertThat(failure.evidence().output().stderr().size()).isZero();
  }

  @Test
  @Tag("fault-2")
  void cutsEndlessOutputAtExactlyTheLimit() {
    Failure<?> failure =
        failure(
            run(
                shell("while :; do echo 0123456789; done")
                    .withLimits(within(Patience.LONG, 12_345))));

    assertThat(failure.kind()).isEqualTo(FailureKind.OUTPUT_LIMIT);
    assertThat(failure.delivery()).isEqualTo(Delivery.STOPPED);
    assertThat(failure.evidence().output().stdout().size()).isEqualTo(12_345);
  }

  @Test
  @Tag("fault-1")
  void endsACommandThatHangsWithItsChildren() {
    Failure<?> failure = hangs("sleep 64 & echo $! $$; wait", executor);

    assertThat(failure.kind()).isEqualTo(FailureKind.TIMED_OUT);
    assertThat(failure.delivery()).isEqualTo(Delivery.STOPPED);
    for (String pid : failure.evidence().output().stdout().utf8().strip().split(" ", -1)) {
      assertThat(isAlive(Long.parseLong(pid))).isFalse();
    }
  }

  /** Runs what hangs by a deadline in which it says something, on a busy machine too. */
  private static Failure<CapturedOutput> hangs(String script, CommandExecutor by) {
    Duration deadline = Duration.ofMillis(300);
    Failure<CapturedOutput> failure;
    do {
      Command<CapturedOutput> command = shell(script).withLimits(within(deadline, 1_000));
      failure = failure(by.start(command, Node.local()).await());
      deadline = deadline.multipliedBy(3);
    } while (failure.evidence().output().stdout().size() == 0
        && deadline.compareTo(Patience.LONG) < 0);
    return failure;
  }

  /** A zombie that nobody collects has ended too. */
  private static boolean isAlive(long pid) {
    try {
      String stat =
          Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
      return !stat.substring(stat.lastIndexOf(')') + 2).startsWith("Z");
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  @Tag("fault-34")
  void endsTheCommandOfACancelledCall() {
    Call<CapturedOutput> call = executor.start(shell("sleep 65"), Node.local());
    call.cancel();

    Failure<?> failure = failure(call.await());
    assertThat(failure.kind()).isEqualTo(FailureKind.CANCELLED);
    assertThat(failure.delivery()).isIn(Delivery.STOPPED, Delivery.NOT_STARTED);
  }

  @Test
  void isNotHeldUpByAProcessInTheBackgroundThatFloodsItsOutput() {
    Outcome<CapturedOutput> outcome =
        run(
            shell("echo $$ >&2; while :; do echo y; done & exit 0")
                .withLimits(within(Patience.LONG, 100_000_000)));

    assertThat(outcome.value()).isPresent();
    long group = Long.parseLong(outcome.value().orElseThrow().stderr().utf8().strip());
    run(shell("kill -s KILL -- -" + group));
  }

  @Test
  void outlivesASignalOfTheTerminalThatReachesItsSupervisor() {
    Outcome<String> outcome =
        run(
            shell("kill -s INT $PPID; kill -s HUP $PPID; kill -s TERM $PPID; sleep 0.1; echo alive")
                .decode(Decoder.text()));

    assertThat(outcome.value()).contains("alive\n");
  }

  @Test
  @Tag("fault-6")
  void saysThatTheExitIsUnknownWhenItsSupervisorIsKilled() {
    Failure<?> failure =
        failure(
            run(
                Command.of("sh", "-c", "kill -s KILL $PPID; sleep 0.3")
                    .changes(Repetition.ONCE)
                    .limits(LIMITS)));

    assertThat(failure.kind()).isEqualTo(FailureKind.EXIT_UNKNOWN);
    assertThat(failure.delivery()).isEqualTo(Delivery.UNKNOWN);
  }

  @Test
  void killsWhatItCanAndPromisesNothingWhereCommandsGetNoGroup() {
    try (LocalTransport bare = LocalTransport.with(new LocalShell(Optional.empty()));
        CommandExecutor plain = CommandExecutor.builder().transport(bare).build()) {
      assertThat(plain.start(shell("exit 0"), Node.local()).await().value()).isPresent();

      Failure<?> failure = hangs("sleep 66 & echo $! $$; wait", plain);
      assertThat(failure.delivery()).isEqualTo(Delivery.UNKNOWN);
      for (String pid : failure.evidence().output().stdout().utf8().strip().split(" ", -1)) {
        await().until(() -> !isAlive(Long.parseLong(pid)));
      }
    }
  }

  @Test
  void runsNoMoreCommandsAtATimeThanAllowed() {
    try (LocalTransport two = LocalTransport.withMaxCommands(2);
        CommandExecutor narrow = CommandExecutor.builder().transport(two).build()) {
      List<Call<CapturedOutput>> calls =
          IntStream.range(0, 12)
              .mapToObj(i -> narrow.start(shell("sleep 0.02"), Node.local()))
              .toList();
      Call<CapturedOutput> cancelled = narrow.start(shell("sleep 67"), Node.local());
      cancelled.cancel();

      assertThat(failure(cancelled.await()).kind()).isEqualTo(FailureKind.CANCELLED);
      assertThat(calls).allSatisfy(call -> assertThat(call.await().value()).isPresent());
    }
  }

  @Test
  void refusesAbsurdNumbersOfCommands() {
    assertThatThrownBy(() -> LocalTransport.withMaxCommands(0)).hasMessageContaining("1 to 1,000");
    assertThatThrownBy(() -> LocalTransport.withMaxCommands(9_999))
        .hasMessageContaining("1 to 1,000");
  }

  @Test
  void refusesACommandThatIsTooLongForTheSystem() {
    Failure<?> failure =
        failure(run(Command.of("true", "x".repeat(200_000)).readOnly().limits(LIMITS)));

    assertThat(failure.kind()).isEqualTo(FailureKind.UNSUPPORTED);
    assertThat(failure.delivery()).isEqualTo(Delivery.NOT_STARTED);
  }

  @Test
  void endsACommandWhoseInputBreaksOff() {
    InputStream breaking =
        new FilterInputStream(new ByteArrayInputStream(new byte[100])) {
          @Override
          public int read(byte[] block, int offset, int length) throws IOException {
            int read = super.read(block, offset, length);
            if (read < 0) {
              throw new IOException("the disk is gone");
            }
            return read;
          }
        };
    Failure<?> failure =
        failure(
            run(
                Command.of("sh", "-c", "cat >/dev/null; echo whole")
                    .changes(Repetition.ONCE)
                    .limits(LIMITS)
                    .input(StandardInput.stream(() -> breaking))));

    assertThat(failure.kind()).isEqualTo(FailureKind.INPUT_FAILED);
    assertThat(failure.detail()).contains("the disk is gone");
    assertThat(failure.evidence().output().stdout().utf8()).doesNotContain("whole");
  }

  @Test
  void streamsOutputAsItComes() {
    StreamingCall<CapturedOutput> call =
        executor.stream(shell("for i in 1 2 3; do echo $i; sleep 0.05; done"), Node.local());
    AtomicReference<String> text = new AtomicReference<>("");
    Flux<OutputChunk> output = call.output();
    output.subscribe(
        chunk -> text.updateAndGet(t -> t + new String(chunk.bytes(), StandardCharsets.UTF_8)));

    assertThat(call.await().value()).isPresent();
    await().untilAsserted(() -> assertThat(text.get()).isEqualTo("1\n2\n3\n"));
  }

  @Test
  void worksThroughAFleetOfItself() {
    List<Node> nodes =
        IntStream.range(0, 30).mapToObj(i -> Node.of("me-" + i, Endpoint.local())).toList();
    long[] bytes = new long[1];
    var summary =
        executor
            .start(shell("echo x"), nodes, FleetOptions.builder().concurrency(8).build())
            .forEach(
                ended -> bytes[0] += ended.outcome().evidence().output().stdout().receivedBytes());

    assertThat(summary.succeeded()).isEqualTo(30);
    assertThat(bytes[0]).isEqualTo(60);
  }

  @Test
  @Tag("fault-68")
  void bringsBytesThatAreNoText() {
    byte[] bytes = {'a', (byte) 0xff, (byte) 0x80, '\'', '%', '\\', 'n', (byte) 0x81, '\n'};
    Outcome<CapturedOutput> outcome =
        run(
            Command.of(List.of(Argument.of("printf"), Argument.of("%s"), Argument.of(bytes)))
                .readOnly()
                .limits(LIMITS));

    assertThat(outcome.value().orElseThrow().stdout().bytes()).isEqualTo(bytes);
  }

  @Test
  void readsFilesRelativeToTheDirectoryOfThisProcess(@TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("file"), "content");
    try (FileView files = executor.openFiles(Node.local(), Patience.LONG).value().orElseThrow()) {
      assertThat(
              files
                  .read(FilePath.of(directory.resolve("file").toString()), 0, 100, Patience.LONG)
                  .value())
          .hasValueSatisfying(bytes -> assertThat(bytes).asString().isEqualTo("content"));
      assertThat(files.stat(FilePath.of("pom.xml"), Patience.LONG).value()).isPresent();
    }
  }

  @Test
  void letsGoOfAThreadThatHangsInTheCallersInput() {
    try (HangingInput interruptible = HangingInput.untilInterrupted();
        HangingInput closeable = HangingInput.untilClosed()) {
      for (HangingInput input : List.of(interruptible, closeable)) {
        Call<CapturedOutput> call =
            executor.start(
                shell("sleep 0.2").input(StandardInput.stream(() -> input)), Node.local());
        assertThat(call.await().value()).isPresent();
        await().until(input::isLeft);
      }
    }
  }

  @Test
  void failsByItsOwnKindWhenTheInputDoesNotOpen() {
    StandardInput.Opener missing =
        () -> {
          throw new IOException("no such file");
        };
    StandardInput.Opener breaking =
        () -> {
          throw new IllegalStateException("no such file");
        };
    StandardInput.Opener failing =
        () -> {
          throw new StackOverflowError("no such file");
        };
    for (StandardInput.Opener opener : List.of(missing, breaking, failing)) {
      Failure<?> failure = failure(run(shell("cat").input(StandardInput.stream(opener))));
      assertThat(failure.kind()).isEqualTo(FailureKind.INPUT_FAILED);
      assertThat(failure.delivery()).isEqualTo(Delivery.NOT_STARTED);
      assertThat(failure.detail()).contains("no such file");
    }
  }

  @Test
  void endsACommandWhoseInputBreaksWithAnError() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() {
            throw new StackOverflowError("in the source");
          }

          @Override
          public int read(byte[] block, int offset, int length) {
            return read();
          }
        };
    Failure<?> failure = failure(run(shell("cat").input(StandardInput.stream(() -> broken))));

    assertThat(failure.kind()).isEqualTo(FailureKind.INPUT_FAILED);
    assertThat(failure.detail()).contains("in the source");
  }
}
