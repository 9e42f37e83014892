package dog.rebe.sandbox;

import dog.rebe.sandbox.engine.HostFunction;
import dog.rebe.sandbox.wasi.ByteSink;
import dog.rebe.sandbox.wasi.Wasi;
import dog.rebe.sandbox.wasi.WasiSetup;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Everything that a guest may import. */
final class HostFunctions {

  private static final List<HostFunction> OFFERED = namesOnly();

  private static final Map<String, String> SIGNATURES =
      OFFERED.stream()
          .collect(
              Collectors.toUnmodifiableMap(
                  function -> function.module() + "." + function.name(), HostFunction::signature));

  private HostFunctions() {}

  /** For their names and signatures; they belong to no instance. */
  static List<HostFunction> offered() {
    return OFFERED;
  }

  static Map<String, String> signatures() {
    return SIGNATURES;
  }

  /** The functions for one instance, each call of which is counted. */
  static List<HostFunction> metered(List<HostFunction> functions, CallMeter meter) {
    Function<HostFunction, HostFunction> counted =
        function ->
            new HostFunction(
                function.module(),
                function.name(),
                function.signature(),
                (memory, arguments) -> {
                  meter.count();
                  return function.body().call(memory, arguments);
                });
    return functions.stream().map(counted).toList();
  }

  private static List<HostFunction> namesOnly() {
    ByteSink nothing = ByteSink.cutting(0);
    List<HostFunction> all = new ArrayList<>();
    try (Wasi wasi =
        new Wasi(
            new WasiSetup(
                List.of(),
                Map.of(),
                ByteBuffer.allocate(0),
                nothing,
                nothing,
                List.of(),
                0,
                null,
                1,
                0))) {
      all.addAll(wasi.functions());
    }
    all.addAll(new RebeFunctions(nothing, Observing.nothing()).functions());
    return List.copyOf(all);
  }
}
