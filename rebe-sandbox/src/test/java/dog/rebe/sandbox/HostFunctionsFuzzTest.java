package dog.rebe.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dog.rebe.sandbox.engine.GuestExit;
import dog.rebe.sandbox.engine.GuestStop;
import dog.rebe.sandbox.engine.HostFunction;
import dog.rebe.sandbox.wasi.ByteSink;
import dog.rebe.sandbox.wasi.Mount;
import dog.rebe.sandbox.wasi.Wasi;
import dog.rebe.sandbox.wasi.WasiSetup;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A guest that calls every host function with any pointers, lengths, flags and paths: each call
 * answers a number or stops the guest, whatever its memory holds.
 */
final class HostFunctionsFuzzTest {

  private static final int CALLS = 24;
  private static final int FUNCTIONS = 49;

  private static final String OBSERVE = "{\"command\":\"uptime\",\"node\":\"web-1\"}";

  private static final long[] ODD = {
    0,
    1,
    2,
    3,
    4,
    5,
    8,
    16,
    64,
    4096,
    65_535,
    65_536,
    -1,
    -8,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    1L << 32,
    ~0L >>> 32
  };

  /** Which function, and for each argument an odd number or a small one; paths lie after them. */
  static Stream<byte[]> seeds() {
    List<byte[]> seeds = new ArrayList<>();
    for (String path : List.of("a", "../a", "/etc/passwd", "b/../../a", "a\u0000b", "", OBSERVE)) {
      byte[] text = path.getBytes(StandardCharsets.UTF_8);
      for (int function = 0; function < FUNCTIONS; function++) {
        ByteBuffer seed = ByteBuffer.allocate(40 + text.length);
        seed.put((byte) function).put(new byte[] {(byte) 131, 0, (byte) 168, (byte) text.length});
        seed.position(40);
        seeds.add(seed.put(text).array());
      }
    }
    return seeds.stream();
  }

  @MethodSource("seeds")
  @FuzzTest
  void answerANumberOrStopTheGuest(byte[] bytes) {
    ArrayMemory memory = new ArrayMemory(bytes);
    ByteSink output = ByteSink.ending(200);
    ByteSink log = ByteSink.cutting(200);
    ScratchFolder scratch = ScratchFolder.of(1000, 20);
    Folder given = Folder.ofFiles(Map.of("a", new byte[] {1, 2, 3}));
    WasiSetup setup =
        new WasiSetup(
            List.of("guest", "decode"),
            Map.of("NAME", "value"),
            ByteBuffer.wrap(new byte[] {9, 8, 7}),
            output,
            log,
            List.of(new Mount("/given", given.tree()), new Mount("/scratch", scratch.tree())),
            4,
            () -> 1_700_000_000_000_000_000L,
            1_000_000,
            7);
    try (Wasi wasi = new Wasi(setup)) {
      List<HostFunction> functions = new ArrayList<>(wasi.functions());
      functions.addAll(
          new RebeFunctions(log, new Observing(null, Runnable::run, () -> 1L)).functions());
      assertThat(functions).as("each has its seeds").hasSize(FUNCTIONS);
      ByteBuffer choices = ByteBuffer.wrap(bytes);
      for (int call = 0; call < CALLS && choices.hasRemaining(); call++) {
        HostFunction function = functions.get(Byte.toUnsignedInt(choices.get()) % functions.size());
        call(function, memory, choices);
      }
    } catch (GuestStop | GuestExit e) {
      assertThat(e).isNotNull();
    }
    assertThat(output.captured().size()).isLessThanOrEqualTo(200);
    assertThat(log.captured().size()).isLessThanOrEqualTo(200);
  }

  private static void call(HostFunction function, ArrayMemory memory, ByteBuffer choices) {
    String parameters = function.signature().substring(0, function.signature().indexOf(':'));
    long[] arguments = new long[parameters.length()];
    for (int i = 0; i < arguments.length; i++) {
      int choice = choices.hasRemaining() ? Byte.toUnsignedInt(choices.get()) : 0;
      long value = choice < 128 ? ODD[choice % ODD.length] : choice - 128;
      arguments[i] = parameters.charAt(i) == 'i' ? (int) value : value;
    }
    function.body().call(memory, arguments);
  }
}
