package dog.rebe.benchmarks;

import dog.rebe.command.Command;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Outcome;
import dog.rebe.ssh.testkit.NodeDefinition;
import dog.rebe.ssh.testkit.SimulatedSystem;
import java.io.IOException;
import java.util.List;
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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A command on a session from the pool, real SSH over loopback included. The node is in the same
 * JVM: its part of the time and of the memory is in the figures.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class PoolBenchmark {

  private final Command<CapturedOutput> command = Samples.uname();
  private EmbeddedTarget target;

  /** Starts one node and opens a session to it. */
  @Setup
  public void start() throws IOException {
    target = new EmbeddedTarget(List.of(NodeDefinition.of("one", SimulatedSystem.alpine())));
    serial();
  }

  /** Ends it; fails if sessions were not reused. */
  @TearDown
  public void end() throws IOException {
    if (target.pool().reused() == 0) {
      throw new IllegalStateException("No session was reused: " + target.pool());
    }
    target.close();
  }

  /** One after the other. */
  @Benchmark
  public Outcome<CapturedOutput> serial() {
    return successful(target.executor().start(command, target.nodes().get(0)).await());
  }

  /** Eight at a time, over as many channels of the session as the node allows. */
  @Benchmark
  @Threads(8)
  public Outcome<CapturedOutput> eightAtATime() {
    return serial();
  }

  private static Outcome<CapturedOutput> successful(Outcome<CapturedOutput> outcome) {
    outcome
        .failure()
        .ifPresent(
            failure -> {
              throw new IllegalStateException(failure.kind() + ": " + failure.detail());
            });
    return outcome;
  }
}
