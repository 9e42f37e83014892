package dog.rebe.benchmarks;

import dog.rebe.command.Command;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.node.Node;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Outcome;
import java.util.concurrent.TimeUnit;
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

  /** Starts two executors: with worker threads, as users have it, and without. */
  @Setup
  public void start() {
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
  public void end() {
    executor.close();
    onCallersThread.close();
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
}
