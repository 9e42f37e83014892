package dog.rebe.benchmarks;

import dog.rebe.command.Command;
import dog.rebe.command.LoweredCommand;
import dog.rebe.command.SecretValues;
import dog.rebe.command.ShellDialect;
import dog.rebe.facts.Facts;
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

/** What it costs to make an exec request of a command. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class QuotingBenchmark {

  private static final String NONCE = "0123456789abcdef0123456789abcdef";

  private final Command<?> plain = Samples.uname();
  private final Command<?> awkward =
      Command.of("find", "/srv/my files", "-name", "it's $HOME `*`", "-newer", "\n\t\\")
          .readOnly()
          .limits(Samples.LIMITS);
  private final Command<?> facts = Facts.command(Samples.LIMITS);

  /** Two words that need no quotes. */
  @Benchmark
  public byte[] plainWords() {
    return ShellDialect.POSIX.commandLine(lower(plain));
  }

  /** Words with all that a shell would touch. */
  @Benchmark
  public byte[] awkwardWords() {
    return ShellDialect.POSIX.commandLine(lower(awkward));
  }

  /** The same, around it the quoting that every login shell reads alike. */
  @Benchmark
  public byte[] awkwardWordsForAnyShell() {
    return ShellDialect.ANY.commandLine(lower(awkward));
  }

  /** The batch that reads all facts. */
  @Benchmark
  public byte[] factsBatch() {
    return ShellDialect.POSIX.commandLine(lower(facts));
  }

  private static LoweredCommand lower(Command<?> command) {
    return LoweredCommand.lower(command, SecretValues.none(), NONCE);
  }
}
