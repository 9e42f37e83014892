package dog.rebe.execution.local;

import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/**
 * Finds in standard error the line by which the supervising shell says how the command ended. Not
 * thread-safe.
 */
final class ExitTrailer {

  private static final int MOST_DIGITS = 10;

  private final byte[] prefix;
  private int status = -1;

  ExitTrailer(String nonce) {
    this.prefix = ("\001rebe-exit:" + nonce + ":").getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * How many of these bytes are the command's own for certain. The rest is the trailer, or may
   * become it.
   */
  int ownBytes(byte[] bytes, int length) {
    for (int start = 0; start < length; start++) {
      if (bytes[start] == prefix[0] && mayBeginAt(bytes, start, length)) {
        return start;
      }
    }
    return length;
  }

  /** The exit status, once the whole trailer is there. */
  OptionalInt status() {
    return status < 0 ? OptionalInt.empty() : OptionalInt.of(status);
  }

  private boolean mayBeginAt(byte[] bytes, int start, int length) {
    int compared = Math.min(prefix.length, length - start);
    for (int i = 1; i < compared; i++) {
      if (bytes[start + i] != prefix[i]) {
        return false;
      }
    }
    int value = 0;
    int digits = start + prefix.length;
    for (int at = digits; at < length; at++) {
      if (bytes[at] == '\n' && at > digits) {
        status = value;
        return true;
      }
      if (bytes[at] < '0' || bytes[at] > '9' || at - digits >= MOST_DIGITS) {
        return false;
      }
      value = value * 10 + bytes[at] - '0';
    }
    return true;
  }
}
