package dog.rebe.benchmarks;

import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Outcome;
import dog.rebe.sandbox.LoadLimits;
import dog.rebe.sandbox.Plugin;
import dog.rebe.sandbox.PluginCall;
import dog.rebe.sandbox.PluginHost;
import dog.rebe.sandbox.PluginLimits;
import dog.rebe.sandbox.packaging.PackageException;
import dog.rebe.sandbox.packaging.PluginPackage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a call of a loaded plugin costs, beside the engine by itself. The plugin is the decoder of
 * {@code df} of {@code examples/plugins/java}, which must be built; {@code -p plugins=FOLDER} says
 * where.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class PluginBenchmark {

  private static final byte[] REQUEST =
      ("{\"abi\":\"1.0\",\"verb\":\"decode\",\"plugin\":\"df\",\"stdout\":{\"text\":\"Filesystem"
              + " 1024-blocks Used Available Capacity Mounted on\\n"
              + "/dev/sda1 30830588 12024316 17214836 42% /\\n\"},\"stderr\":{\"text\":\"\"},"
              + "\"exit\":{\"status\":0}}")
          .getBytes(StandardCharsets.UTF_8);

  private final PluginHost host =
      PluginHost.builder(new LoadLimits(Duration.ofMinutes(1), 4 << 20)).build();

  private final PluginCall call =
      PluginCall.of(
          "decode",
          REQUEST,
          new PluginLimits(Duration.ofSeconds(20), 32 << 20, 1 << 20, 10_000, 0, 10_000));

  /** Where {@code examples/plugins/java} is. */
  @Param("examples/plugins/java")
  public String plugins = "";

  private Plugin plugin;
  private BareEngine engine;

  /** Loads the module into both. */
  @Setup
  public void load() throws IOException, PackageException {
    Path folder = Path.of(plugins);
    byte[] module =
        PluginPackage.pack(
                Files.readAllBytes(folder.resolve("target/wasm/decoders.wasm")),
                Files.readAllBytes(folder.resolve("src/main/plugins/df.json")),
                "")
            .module();
    plugin = host.load(module).value().orElseThrow();
    engine = new BareEngine(module);
  }

  /** Ends the host. */
  @TearDown
  public void close() {
    host.close();
  }

  /** Through the host, with all its limits. */
  @Benchmark
  public Outcome<CapturedOutput> throughTheHost() {
    return host.call(plugin, call);
  }

  /** The same guest in the engine by itself. */
  @Benchmark
  public byte[] bareEngine() {
    return engine.run(REQUEST);
  }
}
