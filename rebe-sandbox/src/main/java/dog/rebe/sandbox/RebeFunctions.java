package dog.rebe.sandbox;

import dog.rebe.sandbox.engine.GuestMemory;
import dog.rebe.sandbox.engine.HostFunction;
import dog.rebe.sandbox.wasi.ByteSink;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The host functions of our own, in the import module {@value #MODULE}. An answer waits at the host
 * until the guest pulls it, so the host never needs an allocator in the guest.
 */
final class RebeFunctions {

  static final String MODULE = "rebe_1";

  private static final int MAX_REQUEST_BYTES = 65_536;
  private static final int MAX_LINE_BYTES = 8192;
  private static final int TOO_LONG = -2;
  private static final String[] LEVELS = {"debug", "info", "warning", "error"};

  private final ByteSink log;
  private final Observing observing;
  private byte[] answer = {};
  private int pulled;

  RebeFunctions(ByteSink log, Observing observing) {
    this.log = log;
    this.observing = observing;
  }

  List<HostFunction> functions() {
    return List.of(
        new HostFunction(MODULE, "observe", "ii:i", this::observe),
        new HostFunction(MODULE, "answer_read", "ii:i", this::read),
        new HostFunction(MODULE, "log", "iii:i", this::log));
  }

  private long observe(GuestMemory memory, long[] a) {
    int length = (int) a[1];
    memory.require((int) a[0], length);
    if (length < 0 || length > MAX_REQUEST_BYTES) {
      return TOO_LONG;
    }
    answer = observing.answer(memory.read((int) a[0], length));
    pulled = 0;
    return answer.length;
  }

  private long read(GuestMemory memory, long[] a) {
    int room = (int) a[1];
    memory.require((int) a[0], room);
    int left = answer.length - pulled;
    int count = room < 0 ? left : Math.min(room, left);
    memory.write((int) a[0], answer, pulled, count);
    pulled += count;
    return count;
  }

  private long log(GuestMemory memory, long[] a) {
    int length = (int) a[2];
    memory.require((int) a[1], length);
    int level = (int) a[0];
    if (level < 0 || level >= LEVELS.length || length < 0 || length > MAX_LINE_BYTES) {
      return TOO_LONG;
    }
    String line = new String(memory.read((int) a[1], length), StandardCharsets.UTF_8);
    String shown = LEVELS[level] + ": " + line.replace('\n', ' ') + "\n";
    log.add(shown.getBytes(StandardCharsets.UTF_8));
    return 0;
  }
}
