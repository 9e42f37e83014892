package dog.rebe.benchmarks.protocol;

import dog.rebe.protocol.session.FrameCodec;
import dog.rebe.protocol.session.FrameException;
import dog.rebe.protocol.session.FrameReader;
import dog.rebe.protocol.wire.Frame;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a frame costs to write and to read. Messages are built anew for each write. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class FrameBenchmark {

  private final byte[] execute = body(Messages.execute());
  private final byte[] output = body(Messages.OUTPUT);

  private static byte[] body(Frame frame) {
    byte[] encoded = FrameCodec.encode(frame);
    return Arrays.copyOfRange(encoded, FrameReader.HEADER_BYTES, encoded.length);
  }

  /** A request for a small command. */
  @Benchmark
  public byte[] writeExecute() {
    return FrameCodec.encode(Messages.execute());
  }

  /** The same, read and checked. */
  @Benchmark
  public Frame readExecute() throws FrameException {
    return FrameCodec.frame(execute);
  }

  /** A line of output, which shares its bytes. */
  @Benchmark
  public byte[] writeOutput() {
    return FrameCodec.encode(Messages.OUTPUT.toBuilder().build());
  }

  /** The same, read. */
  @Benchmark
  public Frame readOutput() throws FrameException {
    return FrameCodec.frame(output);
  }
}
