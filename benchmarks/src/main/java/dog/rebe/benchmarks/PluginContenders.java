package dog.rebe.benchmarks;

import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Outcome;
import dog.rebe.sandbox.Plugin;
import dog.rebe.sandbox.PluginCall;
import dog.rebe.sandbox.PluginHost;
import dog.rebe.sandbox.PluginLimits;
import java.time.Duration;
import org.extism.sdk.chicory.CompiledPlugin;
import org.extism.sdk.chicory.Manifest;
import org.extism.sdk.chicory.ManifestWasm;

/** The ways that are compared, each with its modules parsed and compiled. */
final class PluginContenders {

  static final PluginLimits LIMITS =
      new PluginLimits(Duration.ofSeconds(20), 16 << 20, 1 << 20, 10_000, 0, 10_000);

  private static final int BATCH = 50;

  /** For what takes a hundred times as long as the others. */
  private static final int SMALL_BATCH = 3;

  private PluginContenders() {}

  private record Contender(String name, int batch, Body body) implements PluginContender {
    @Override
    public byte[] call(byte[] request) {
      return body.call(request);
    }
  }

  @FunctionalInterface
  private interface Body {
    byte[] call(byte[] request);
  }

  /** Through our host, with all its limits; a fresh instance for each call. */
  static PluginContender rebe(PluginHost host, byte[] module) {
    Plugin plugin = host.load(module).value().orElseThrow();
    return new Contender(
        "rebe",
        BATCH,
        request -> {
          Outcome<CapturedOutput> outcome =
              host.call(plugin, PluginCall.of("decode", request, LIMITS));
          return outcome
              .value()
              .orElseThrow(() -> new IllegalStateException(outcome.toString()))
              .stdout()
              .bytes();
        });
  }

  /** Endive alone, with the least that the guest needs; a fresh instance for each call. */
  static PluginContender bare(byte[] module) {
    return new Contender("bare Endive", BATCH, new BareEngine(module)::run);
  }

  /** Extism with a fresh instance for each call, which isolates calls as we do. */
  static PluginContender extismFresh(byte[] module) {
    CompiledPlugin compiled = compiled(module);
    return new Contender(
        "Extism, an instance each",
        SMALL_BATCH,
        request -> compiled.instantiate().call("decode", request));
  }

  /** Extism with one instance for all calls: what one call leaves behind, the next one sees. */
  static PluginContender extismKept(byte[] module) {
    org.extism.sdk.chicory.Plugin plugin = compiled(module).instantiate();
    return new Contender("Extism, one instance", BATCH, request -> plugin.call("decode", request));
  }

  private static CompiledPlugin compiled(byte[] module) {
    Manifest manifest =
        Manifest.ofWasms(ManifestWasm.fromBytes(module).build())
            .withOptions(new Manifest.Options().withAoT())
            .build();
    return org.extism.sdk.chicory.Plugin.ofManifest(manifest).compile();
  }
}
