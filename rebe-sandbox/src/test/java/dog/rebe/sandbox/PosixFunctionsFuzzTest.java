package dog.rebe.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dog.rebe.files.FileView;
import dog.rebe.sandbox.engine.GuestExit;
import dog.rebe.sandbox.engine.GuestStop;
import dog.rebe.sandbox.engine.HostFunction;
import dog.rebe.sandbox.overlay.Actor;
import dog.rebe.sandbox.overlay.Differences;
import dog.rebe.sandbox.overlay.Footprints;
import dog.rebe.sandbox.overlay.MachineFiles;
import dog.rebe.sandbox.overlay.Overlay;
import dog.rebe.sandbox.overlay.ReadBudget;
import dog.rebe.sandbox.overlay.Unknown;
import dog.rebe.sandbox.tree.SpaceBudget;
import dog.rebe.sandbox.tree.TreeDirectory;
import dog.rebe.sandbox.tree.TreeException;
import dog.rebe.sandbox.tree.TreeFile;
import dog.rebe.sandbox.wasi.ByteSink;
import dog.rebe.sandbox.wasi.Mount;
import dog.rebe.sandbox.wasi.PosixFunctions;
import dog.rebe.sandbox.wasi.Wasi;
import dog.rebe.sandbox.wasi.WasiSetup;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A tool that calls every function on files with any pointers, lengths, flags and paths, on a tree
 * over a machine's files: each call answers a number or ends the tool, and what was done can be
 * compared.
 */
final class PosixFunctionsFuzzTest {

  private static final int CALLS = 24;

  private static final long[] ODD = {
    0, 1, 2, 3, 4, 5, 8, 16, 40, 64, 0644, 04755, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, ~0L
  };

  /** Which function, and for each argument an odd number or a small one; paths lie after them. */
  static Stream<byte[]> seeds() {
    List<byte[]> seeds = new ArrayList<>();
    for (String path : List.of("a", "d/b", "l", "d", "../a", "a/b", "n", "loop", "")) {
      byte[] text = path.getBytes(StandardCharsets.UTF_8);
      for (int function = 0; function < 60; function++) {
        ByteBuffer seed = ByteBuffer.allocate(40 + text.length);
        seed.put((byte) function)
            .put(new byte[] {(byte) 131, 0, (byte) 168, (byte) (128 + text.length), (byte) 168})
            .put(new byte[] {(byte) (128 + text.length), (byte) 168});
        seed.position(40);
        seeds.add(seed.put(text).array());
      }
    }
    return seeds.stream();
  }

  @MethodSource("seeds")
  @FuzzTest
  void answerANumberOrEndTheTool(byte[] bytes) {
    Unknown unknown = new Unknown();
    Footprints footprints = new Footprints();
    FileView machine = new TinyMachine();
    try (MachineFiles files =
        new MachineFiles(
            machine,
            new ReadBudget(1_000, 100, Duration.ofMinutes(1), 1),
            unknown,
            footprints,
            System::nanoTime)) {
      SpaceBudget space = SpaceBudget.ending(10_000, 100, () -> unknown.because("full"));
      Actor actor = new Actor(bytes.length % 2 == 0 ? 0 : 7, 7, Set.of(), 022);
      Overlay overlay = new Overlay(files, footprints, space, actor, 1_700_000_000_000_000_000L);
      call(overlay, unknown, new ArrayMemory(bytes), bytes);
      unknown.clear();
      assertThat(Differences.of(overlay)).isNotNull();
    } catch (GuestStop stop) {
      assertThat(stop.detail()).isNotBlank();
    }
  }

  private static void call(Overlay overlay, Unknown unknown, ArrayMemory memory, byte[] bytes) {
    WasiSetup setup =
        new WasiSetup(
            List.of("tool"),
            Map.of(),
            ByteBuffer.allocate(0),
            ByteSink.cutting(200),
            ByteSink.cutting(200),
            List.of(new Mount("/", overlay.root())),
            6,
            () -> 1_700_000_000_000_000_000L,
            1,
            0);
    try (Wasi wasi = new Wasi(setup)) {
      List<HostFunction> functions = new ArrayList<>(wasi.posixFunctions(host(overlay, unknown)));
      functions.addAll(wasi.functions());
      ByteBuffer choices = ByteBuffer.wrap(bytes);
      for (int i = 0; i < CALLS && choices.hasRemaining(); i++) {
        HostFunction function = functions.get(Byte.toUnsignedInt(choices.get()) % functions.size());
        String parameters = function.signature().substring(0, function.signature().indexOf(':'));
        long[] arguments = new long[parameters.length()];
        for (int j = 0; j < arguments.length; j++) {
          int choice = choices.hasRemaining() ? Byte.toUnsignedInt(choices.get()) : 0;
          long value = choice < 128 ? ODD[choice % ODD.length] : choice - 128;
          arguments[j] = parameters.charAt(j) == 'i' ? (int) value : value;
        }
        function.body().call(memory, arguments);
      }
    } catch (GuestStop | GuestExit end) {
      assertThat(end).isNotNull();
    }
  }

  private static PosixFunctions.Host host(Overlay overlay, Unknown unknown) {
    return new PosixFunctions.Host() {
      @Override
      public RuntimeException cannotTell(String reason) {
        return unknown.because(reason);
      }

      @Override
      public void willWalk(TreeDirectory directory) {
        overlay.willWalk(directory);
      }

      @Override
      public void copyContent(TreeFile from, TreeFile to) throws TreeException {
        overlay.copyContent(from, to);
      }
    };
  }
}
