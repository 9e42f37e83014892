package dog.rebe.sandbox.wasi;

import dog.rebe.sandbox.engine.GuestExit;
import dog.rebe.sandbox.engine.GuestMemory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/** Arguments, environment, clock, random numbers, and the end. */
final class WasiProcess {

  private static final int RANDOM_CHUNK = 4096;
  private static final int KNOWN_CLOCKS = 4;

  private final WasiSetup setup;
  private final SplittableRandom random;
  private final List<byte[]> arguments;
  private final List<byte[]> environment;

  WasiProcess(WasiSetup setup) {
    this.setup = setup;
    this.random = new SplittableRandom(setup.seed());
    this.arguments = setup.arguments().stream().map(WasiProcess::terminated).toList();
    this.environment =
        setup.environment().entrySet().stream()
            .map(variable -> terminated(variable.getKey() + "=" + variable.getValue()))
            .toList();
  }

  void addTo(WasiTable table) {
    table.add("args_sizes_get", "ii:i", (memory, a) -> sizes(memory, a, arguments));
    table.add("args_get", "ii:i", (memory, a) -> strings(memory, a, arguments));
    table.add("environ_sizes_get", "ii:i", (memory, a) -> sizes(memory, a, environment));
    table.add("environ_get", "ii:i", (memory, a) -> strings(memory, a, environment));
    table.add("clock_res_get", "ii:i", this::clockResolution);
    table.add("clock_time_get", "iIi:i", this::clockTime);
    table.add("random_get", "ii:i", this::random);
    table.add("sched_yield", ":i", (memory, a) -> {});
    table.add(
        "proc_exit",
        "i:",
        (memory, a) -> {
          throw new GuestExit((int) a[0]);
        });
  }

  private static void sizes(GuestMemory memory, long[] a, List<byte[]> strings) {
    memory.writeInt((int) a[0], strings.size());
    memory.writeInt((int) a[1], strings.stream().mapToInt(string -> string.length).sum());
  }

  private static void strings(GuestMemory memory, long[] a, List<byte[]> strings) {
    int pointers = (int) a[0];
    int at = (int) a[1];
    for (byte[] string : strings) {
      memory.writeInt(pointers, at);
      memory.write(at, string);
      pointers += Integer.BYTES;
      at += string.length;
    }
  }

  /** The wall clock and the monotonic one are the same: coarse, and granted or not. */
  private void clockTime(GuestMemory memory, long[] a) throws WasiException {
    LongSupplier clock = granted((int) a[0]);
    long nanos = clock.getAsLong();
    memory.writeLong((int) a[2], nanos - Math.floorMod(nanos, setup.clockResolutionNanos()));
  }

  private void clockResolution(GuestMemory memory, long[] a) throws WasiException {
    granted((int) a[0]);
    memory.writeLong((int) a[1], setup.clockResolutionNanos());
  }

  private LongSupplier granted(int clock) throws WasiException {
    if (clock < 0 || clock >= KNOWN_CLOCKS) {
      throw new WasiException(Errno.INVAL);
    }
    LongSupplier nanos = setup.clockNanos();
    if (nanos == null) {
      throw new WasiException(Errno.NOTCAPABLE);
    }
    return nanos;
  }

  private void random(GuestMemory memory, long[] a) {
    int at = (int) a[0];
    int left = (int) a[1];
    memory.require(at, left);
    byte[] chunk = new byte[Math.min(left, RANDOM_CHUNK)];
    while (left > 0) {
      int count = Math.min(left, RANDOM_CHUNK);
      random.nextBytes(chunk);
      memory.write(at, chunk, 0, count);
      at += count;
      left -= count;
    }
  }

  private static byte[] terminated(String text) {
    return (text + '\0').getBytes(StandardCharsets.UTF_8);
  }
}
