package dog.rebe.benchmarks;

import dog.rebe.chronicle.Chronicle;
import dog.rebe.chronicle.JsonLinesChronicle;
import dog.rebe.command.Command;
import dog.rebe.execution.Call;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.execution.CommandExecutorBuilder;
import dog.rebe.execution.FleetOptions;
import dog.rebe.execution.FleetSummary;
import dog.rebe.execution.Transport;
import dog.rebe.node.Node;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Outcome;
import dog.rebe.outcome.Success;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What one command costs between the caller and the transport, and back, with and without the
 * default chronicle on the disk. Short, since its file grows by half a KiB with each command.
 *
 * <p>A thread that sleeps costs some microseconds to wake, whoever wakes it; what is measured here
 * differs mostly in how many are woken.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 6, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 6, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class CorridorBenchmark {

  private static final int AT_ONCE = 100;
  private static final int NODES = 10_000;

  private final Command<CapturedOutput> command = Samples.uname();
  private final Node node = Samples.emptyNode(1);
  private final FleetOptions options = FleetOptions.builder().concurrency(256).build();
  private final Transport answering = new AnsweringTransport();
  private Path folder;
  private Chronicle kept;
  private CommandExecutor executor;
  private CommandExecutor withoutWorkers;
  private CommandExecutor answered;

  /** Whether intents and outcomes are recorded. */
  @Param({"none", "json-lines"})
  private String chronicle = "none";

  /** Starts executors with all defaults, and one without worker threads. */
  @Setup
  public void start() throws IOException {
    folder = Files.createTempDirectory("rebe-corridor-");
    kept =
        chronicle.equals("none")
            ? Chronicle.none()
            : JsonLinesChronicle.open(folder.resolve("chronicle"));
    executor = over(new EmptyTransport()).build();
    withoutWorkers =
        over(new EmptyTransport()).workers(Runnable::run).blockingWorkers(Runnable::run).build();
    answered = over(answering).build();
  }

  private CommandExecutorBuilder over(Transport transport) {
    return CommandExecutor.builder().transport(transport).chronicle(kept);
  }

  /** Ends them. */
  @TearDown
  public void end() throws IOException {
    executor.close();
    withoutWorkers.close();
    answered.close();
    answering.close();
    kept.close();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  private static Outcome<CapturedOutput> succeeded(Outcome<CapturedOutput> outcome) {
    if (!(outcome instanceof Success)) {
      throw new IllegalStateException(outcome + " is no success");
    }
    return outcome;
  }

  /**
   * With the defaults, one after the other. The transport answers before it returns; a worker is
   * woken for the rest of the way, and the caller, who waits by then, is mostly faster.
   */
  @Benchmark
  public Outcome<CapturedOutput> awaited() {
    return succeeded(executor.start(command, node).await());
  }

  /**
   * The same where the answer comes by another thread: it wakes that, and that wakes the caller.
   */
  @Benchmark
  public Outcome<CapturedOutput> awaitedFromAnotherThread() {
    return succeeded(answered.start(command, node).await());
  }

  /** With the defaults, a hundred at once, then awaited one by one: for each of them. */
  @Benchmark
  @OperationsPerInvocation(AT_ONCE)
  public void hundredAtOnce(Blackhole reader) {
    List<Call<CapturedOutput>> calls = new ArrayList<>(AT_ONCE);
    for (int i = 0; i < AT_ONCE; i++) {
      calls.add(executor.start(command, node));
    }
    for (Call<CapturedOutput> call : calls) {
      reader.consume(succeeded(call.await()));
    }
  }

  /** With the defaults, a fleet run: for each node of it. */
  @Benchmark
  @OperationsPerInvocation(NODES)
  public FleetSummary fleet(Blackhole reader) {
    FleetSummary summary =
        executor
            .start(command, LongStream.range(0, NODES).mapToObj(Samples::emptyNode), options)
            .forEach(reader::consume);
    if (summary.succeeded() != NODES) {
      throw new IllegalStateException(summary + " is not " + NODES + " successes");
    }
    return summary;
  }

  /** Without any change of threads on the caller's side: the corridor's own work. */
  @Benchmark
  public Outcome<CapturedOutput> withoutThreads() {
    return succeeded(withoutWorkers.start(command, node).await());
  }
}
