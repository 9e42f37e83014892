package dog.rebe.benchmarks;

import dog.rebe.chronicle.JsonLinesChronicle;
import dog.rebe.command.Command;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.node.Node;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What one command costs between the caller and the transport, and back. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class CorridorBenchmark {

  private final Command<CapturedOutput> command = Samples.uname();
  private final Node node = Samples.emptyNode(1);
  private CommandExecutor executor;
  private CommandExecutor onCallersThread;
  private CommandExecutor recorded;
  private CommandExecutor recordedOnCallersThread;
  private Path folder;
  private JsonLinesChronicle chronicle;

  /**
   * Starts executors: with worker threads, as users have it, and without, each with and without a
   * chronicle.
   */
  @Setup
  public void start() throws IOException {
    folder = Files.createTempDirectory("rebe-corridor-");
    chronicle = JsonLinesChronicle.open(folder.resolve("chronicle"));
    recorded =
        CommandExecutor.builder().transport(new EmptyTransport()).chronicle(chronicle).build();
    recordedOnCallersThread =
        CommandExecutor.builder()
            .transport(new EmptyTransport())
            .chronicle(chronicle)
            .workers(Runnable::run)
            .blockingWorkers(Runnable::run)
            .build();
    executor = CommandExecutor.builder().transport(new EmptyTransport()).build();
    onCallersThread =
        CommandExecutor.builder()
            .transport(new EmptyTransport())
            .workers(Runnable::run)
            .blockingWorkers(Runnable::run)
            .build();
  }

  /** Ends them. */
  @TearDown
  public void end() throws IOException {
    executor.close();
    onCallersThread.close();
    recorded.close();
    recordedOnCallersThread.close();
    chronicle.close();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  /** With the defaults: the call moves on by a worker thread, and the caller waits for it. */
  @Benchmark
  public Outcome<CapturedOutput> awaited() {
    return executor.start(command, node).await();
  }

  /** The same without any change of threads: the corridor's own work. */
  @Benchmark
  public Outcome<CapturedOutput> withoutThreads() {
    return onCallersThread.start(command, node).await();
  }

  /**
   * With a chronicle on the disk: intent and outcome, and the work of its writer beside it. Short,
   * since the file grows by half a KiB with each.
   */
  @Benchmark
  @Warmup(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
  @Measurement(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
  public Outcome<CapturedOutput> awaitedAndRecorded() {
    return recorded.start(command, node).await();
  }

  /** The same without any change of threads on the caller's side. */
  @Benchmark
  @Warmup(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
  @Measurement(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
  public Outcome<CapturedOutput> recordedWithoutThreads() {
    return recordedOnCallersThread.start(command, node).await();
  }
}
