package dog.rebe.sandbox.wasi;

import dog.rebe.outcome.CapturedStream;
import dog.rebe.outcome.FailureKind;
import dog.rebe.sandbox.engine.GuestStop;
import java.util.Arrays;

/** What a guest writes to a stream, up to a limit. Used by one thread at a time. */
public final class ByteSink {

  private final int limitBytes;
  private final boolean endsAtLimit;
  private byte[] bytes = {};
  private int size;
  private boolean cut;

  private ByteSink(long limitBytes, boolean endsAtLimit) {
    this.limitBytes = Math.toIntExact(limitBytes);
    this.endsAtLimit = endsAtLimit;
  }

  /** Ends the guest when it writes more. */
  public static ByteSink ending(long limitBytes) {
    return new ByteSink(limitBytes, true);
  }

  /** Drops what is more. */
  public static ByteSink cutting(long limitBytes) {
    return new ByteSink(limitBytes, false);
  }

  /** How many bytes are worth copying out of the guest: one more than there is room for. */
  int room() {
    return limitBytes - size + (endsAtLimit ? 1 : 0);
  }

  /** Marks that something was left out. */
  void drop() {
    cut = true;
  }

  /** Adds bytes. */
  public void add(byte[] added) {
    int taken = Math.min(added.length, limitBytes - size);
    if (taken < added.length) {
      cut = true;
      if (endsAtLimit) {
        throw new GuestStop(
            FailureKind.PLUGIN_OVER_OUTPUT, "The answer is longer than " + limitBytes + " bytes");
      }
    }
    if (size + taken > bytes.length) {
      long roomier = Math.max(size + taken, 2L * bytes.length);
      bytes = Arrays.copyOf(bytes, (int) Math.min(limitBytes, roomier));
    }
    System.arraycopy(added, 0, bytes, size, taken);
    size += taken;
  }

  /** What was written. Nothing may be added afterwards. */
  public CapturedStream captured() {
    return CapturedStream.wrap(bytes, size, cut);
  }
}
