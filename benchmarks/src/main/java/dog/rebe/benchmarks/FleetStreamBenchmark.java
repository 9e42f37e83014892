package dog.rebe.benchmarks;

import dog.rebe.command.Command;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.execution.FleetOptions;
import dog.rebe.execution.FleetSummary;
import dog.rebe.outcome.CapturedOutput;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * How many outcomes a second a fleet run hands to its reader, the nodes being made as they are
 * asked for.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx256m")
@Warmup(iterations = 5)
@Measurement(iterations = 5)
public class FleetStreamBenchmark {

  private static final int NODES = 100_000;

  private final Command<CapturedOutput> command = Samples.uname();
  private final FleetOptions options = FleetOptions.builder().concurrency(256).build();
  private CommandExecutor executor;

  /** Starts an executor with the defaults. */
  @Setup
  public void start() {
    executor = CommandExecutor.builder().transport(new EmptyTransport()).build();
  }

  /** Ends it. */
  @TearDown
  public void end() {
    executor.close();
  }

  /** A run over simulated nodes; the unit is one outcome. */
  @Benchmark
  @OperationsPerInvocation(NODES)
  public FleetSummary outcomes(Blackhole reader) {
    FleetSummary summary =
        executor
            .start(command, LongStream.range(0, NODES).mapToObj(Samples::emptyNode), options)
            .forEach(reader::consume);
    if (summary.succeeded() != NODES) {
      throw new IllegalStateException(summary + " is not " + NODES + " successes");
    }
    return summary;
  }
}
