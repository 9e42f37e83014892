package dog.rebe.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * Damaged modules, whatever becomes of them, end as an outcome of ours. {@code
 * -Drebe.mutations=10000} tries all; a tenth of that unless said.
 */
final class MutatedModulesTest {

  private static final int MUTATIONS = Integer.getInteger("rebe.mutations", 1000);

  private static final Set<FailureKind> OURS =
      Set.of(
          FailureKind.PLUGIN_MALFORMED,
          FailureKind.PLUGIN_INCOMPATIBLE,
          FailureKind.PLUGIN_REFUSED_GRANT,
          FailureKind.PLUGIN_TRAPPED,
          FailureKind.PLUGIN_TIMED_OUT,
          FailureKind.PLUGIN_OVER_MEMORY,
          FailureKind.PLUGIN_OVER_OUTPUT,
          FailureKind.PLUGIN_OVER_CALLS,
          FailureKind.PLUGIN_FAILED);

  private static final PluginLimits SHORT =
      new PluginLimits(Duration.ofMillis(50), 4 * PluginLimits.PAGE_BYTES, 1000, 1000, 2, 1000);

  private static final String SEED_TEXT =
      "(module "
          + Guests.wasi("fd_write", "(param i32 i32 i32 i32) (result i32)")
          + Guests.wasi("path_open", "(param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)")
          + "(memory (export \"memory\") 1 3) (table 4 funcref) (elem (i32.const 0) $a $b)"
          + "(global $g (mut i64) (i64.const 7)) (data (i32.const 16) \"hello\\n\")"
          + "(type $t (func (param i32) (result i32)))"
          + "(func $a (type $t) (block (result i32) (loop $l"
          + " (br_if $l (i32.lt_s (local.tee 0 (i32.add (local.get 0) (i32.const 1)))"
          + " (i32.const 10)))) (local.get 0)))"
          + "(func $b (type $t) (if (result i32) (local.get 0) (then (i32.const 1))"
          + " (else (call_indirect (type $t) (i32.const 3) (i32.const 0)))))"
          + "(func (export \"_start\") (i32.store (i32.const 0) (i32.const 16))"
          + " (i32.store (i32.const 4) (call $a (i32.const 0)))"
          + " (global.set $g (i64.extend_i32_u (memory.grow (i32.const 1))))"
          + " (drop (call_indirect (type $t) (i32.const 1) (i32.const 1)))"
          + " (drop (call $fd_write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))))";

  @Test
  @Tag("fault-55")
  void endAsAnOutcomeOfOurs(TestReporter reporter) {
    byte[] seed = Guests.plugin(SEED_TEXT, "{\"grant\":\"read-folder\",\"subject\":\"/d\"}");
    Random random = new Random(55);
    Map<String, Integer> kinds = new TreeMap<>();
    try (PluginHost host = PluginHost.builder(Guests.LOADING).keptModules(1).build();
        PluginHost careful =
            PluginHost.builder(Guests.LOADING).keptModules(1).interpreted().build()) {
      assertThat(run(host, seed, Guests.LIMITS)).isEqualTo("success");
      for (int i = 0; i < MUTATIONS; i++) {
        kinds.merge(run(i % 2 == 0 ? host : careful, mutate(seed, random), SHORT), 1, Integer::sum);
      }
    }
    reporter.publishEntry("mutated modules", kinds.toString());
    assertThat(kinds)
        .as("mutations reach the parser, the linker and the guest")
        .hasSizeGreaterThan(3);
  }

  private static String run(PluginHost host, byte[] module, PluginLimits limits) {
    Outcome<Plugin> loaded = host.load(module);
    if (loaded instanceof Failure<Plugin> failure) {
      assertThat(failure.kind()).as(failure::detail).isIn(OURS);
      return failure.kind().code();
    }
    Plugin plugin = loaded.value().orElseThrow();
    if (!plugin.manifest().verbs().contains("decode")) {
      return "other manifest";
    }
    var outcome =
        host.call(
            plugin,
            PluginCall.of("decode", new byte[] {1}, limits)
                .grants(Grants.none().readFolder("/d", Folder.ofFiles(Map.of()))));
    outcome.failure().ifPresent(f -> assertThat(f.kind()).as(f::detail).isIn(OURS));
    return outcome.failure().map(f -> f.kind().code()).orElse("success");
  }

  /** Mostly single bytes, which leave most of a module whole; sometimes cut, doubled or shifted. */
  private static byte[] mutate(byte[] seed, Random random) {
    byte[] bytes = seed.clone();
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      int at = 8 + random.nextInt(bytes.length - 8);
      switch (random.nextInt(8)) {
        case 0 -> bytes = java.util.Arrays.copyOf(bytes, at);
        case 1 -> bytes[at] = -1;
        case 2 -> {
          byte[] longer = java.util.Arrays.copyOf(bytes, bytes.length + 1);
          System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
          bytes = longer;
        }
        case 3 -> bytes[at] = (byte) (bytes[at] ^ 1 << random.nextInt(8));
        default -> bytes[at] = (byte) random.nextInt(256);
      }
      if (bytes.length < 10) {
        return bytes;
      }
    }
    return bytes;
  }
}
