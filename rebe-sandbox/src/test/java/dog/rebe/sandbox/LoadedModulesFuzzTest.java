package dog.rebe.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The whole way of a module: read, linked, compiled, made an instance of, and run. Bytes are given
 * a manifest where they can have one, so that more of them come as far as that.
 */
final class LoadedModulesFuzzTest {

  private static final PluginLimits SHORT =
      new PluginLimits(Duration.ofMillis(200), 4 * PluginLimits.PAGE_BYTES, 1000, 1000, 2, 1000);

  private static final byte[] MANIFEST =
      "{\"abi\":\"1.0\",\"name\":\"x\",\"version\":\"1\",\"verbs\":[\"decode\"]}"
          .getBytes(StandardCharsets.UTF_8);

  static Stream<byte[]> seeds() {
    return Stream.of(
            Guests.answering("{\"value\":1}"),
            Guests.command("", "unreachable"),
            Guests.command("", "(drop (memory.grow (i32.const 70000)))"),
            Guests.command(
                Guests.wasi("fd_read", "(param i32 i32 i32 i32) (result i32)"),
                "(drop (call $fd_read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))"),
            Guests.command(
                "(import \"rebe_1\" \"log\" (func $log (param i32 i32 i32) (result i32)))",
                "(drop (call $log (i32.const 1) (i32.const 0) (i32.const 9)))"),
            "(module (memory (export \"memory\") 1) (table 9 funcref) (func (export \"_start\")"
                + " (call_indirect (i32.const 3))))",
            "(module (import \"env\" \"f\" (func)) (memory (export \"memory\") 1)"
                + " (func (export \"_start\")))")
        .map(Guests::assemble);
  }

  @Tag("fault-55")
  @MethodSource("seeds")
  @FuzzTest
  void endAsAnOutcomeOfOurs(byte[] bytes) {
    byte[] module;
    try {
      module = dog.rebe.sandbox.module.ManifestSection.write(bytes, MANIFEST);
    } catch (IllegalArgumentException e) {
      module = bytes;
    }
    try (PluginHost host =
        PluginHost.builder(Guests.LOADING).keptModules(1).interpreted().build()) {
      host.load(module)
          .fold(
              plugin -> {
                var outcome =
                    host.call(
                        plugin,
                        PluginCall.of("decode", new byte[] {1}, SHORT)
                            .grants(Grants.none().readFolder("/d", Folder.ofFiles(Map.of()))));
                outcome
                    .failure()
                    .ifPresent(
                        failure ->
                            assertThat(failure.kind().code())
                                .as(failure::detail)
                                .startsWith("plugin-"));
                return true;
              },
              failure -> {
                assertThat(failure.kind().code()).as(failure::detail).startsWith("plugin-");
                return false;
              });
    }
  }
}
