package dog.rebe.examples.plugins;

import dog.rebe.command.DecodeException;
import dog.rebe.command.JsonDecoder;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.CapturedStream;
import dog.rebe.outcome.ExitStatus;
import dog.rebe.sandbox.LoadLimits;
import dog.rebe.sandbox.Plugin;
import dog.rebe.sandbox.PluginDecoder;
import dog.rebe.sandbox.PluginHost;
import dog.rebe.sandbox.PluginLimits;
import dog.rebe.sandbox.packaging.PackageException;
import dog.rebe.sandbox.packaging.PluginPackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The decoders as plugins, packed as anybody would pack them. */
final class PackedDecoders implements AutoCloseable {

  static final Path MANIFESTS = Path.of("src/main/plugins");

  private static final PluginLimits LIMITS =
      PluginLimits.builder()
          .deadline(Duration.ofMinutes(2))
          .memoryBytes(32L << 20)
          .answerBytes(1 << 20)
          .logBytes(10_000)
          .openFiles(0)
          .hostCalls(10_000)
          .build();

  private final PluginHost host =
      PluginHost.builder(new LoadLimits(Duration.ofMinutes(3), 4 << 20)).build();

  private Plugin plugin(String name) throws IOException, PackageException {
    PluginPackage packed =
        PluginPackage.pack(
            Files.readAllBytes(Path.of("target/wasm/decoders.wasm")),
            Files.readAllBytes(MANIFESTS.resolve(name + ".json")),
            "MIT");
    return host.load(packed.module()).value().orElseThrow();
  }

  @SuppressWarnings("rawtypes")
  Map<?, ?> decode(String name, byte[] output)
      throws IOException, PackageException, DecodeException {
    JsonDecoder<Map> any = JsonDecoder.of(Map.class);
    return PluginDecoder.of(host, plugin(name), LIMITS, any)
        .decode(
            new CapturedOutput(CapturedStream.of(output), CapturedStream.empty()),
            new ExitStatus(0));
  }

  @Override
  public void close() {
    host.close();
  }
}
