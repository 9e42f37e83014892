package dog.rebe.benchmarks;

import dog.rebe.command.Batch;
import dog.rebe.command.BatchDecoder;
import dog.rebe.command.BatchResult;
import dog.rebe.command.Command;
import dog.rebe.command.DecodeException;
import dog.rebe.command.Limits;
import dog.rebe.facts.Facts;
import dog.rebe.facts.MachineFacts;
import dog.rebe.facts.Topic;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Exit;
import dog.rebe.outcome.ExitStatus;
import dog.rebe.ssh.testkit.NodeDefinition;
import dog.rebe.ssh.testkit.SimulatedSystem;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to make facts of a node's answer. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class DecodingBenchmark {

  private static final Exit WELL = new ExitStatus(0);

  private final Batch batch = Facts.batch(EnumSet.allOf(Topic.class));
  private final Limits limits = Limits.of(Duration.ofSeconds(30), Facts.OUTPUT_BYTES);
  private final Command<MachineFacts> facts = Facts.command(limits);
  private final BatchDecoder frames = BatchDecoder.of(batch);
  private CapturedOutput answer = CapturedOutput.empty();

  /** The simulated system that answers. */
  @Param({"debian-12", "openwrt"})
  public String system = "";

  /** Asks an embedded node once. */
  @Setup
  public void ask() throws IOException {
    try (EmbeddedTarget target =
        new EmbeddedTarget(List.of(NodeDefinition.of("one", SimulatedSystem.named(system))))) {
      answer =
          target
              .executor()
              .start(Command.of(batch).limits(limits), target.nodes().get(0))
              .await()
              .value()
              .orElseThrow();
    }
  }

  /** The frames only. */
  @Benchmark
  public BatchResult frames() throws DecodeException {
    return frames.decode(answer, WELL);
  }

  /** The frames, and a record for each fact. */
  @Benchmark
  public MachineFacts facts() throws DecodeException {
    return facts.decoder().decode(answer, WELL);
  }
}
