package dog.rebe.chronicle;

import java.time.Clock;
import java.util.Objects;

/**
 * How a {@link JsonLinesChronicle} works.
 *
 * @param clock wall-clock time, for the entries that the chronicle makes itself
 * @param maxEntryBytes the most bytes of one line, its end included; 512 to 1,048,576; a larger
 *     entry is refused
 * @param maxWaitingBytes the most bytes that may wait to be written; at least {@code
 *     maxEntryBytes}; when the disk is slower than that, further entries are refused and their
 *     number is recorded
 */
public record ChronicleOptions(Clock clock, int maxEntryBytes, long maxWaitingBytes) {

  /** The size of an entry in the logs that a chronicle may be published to: 65,535 bytes. */
  public static final int DEFAULT_MAX_ENTRY_BYTES = 65_535;

  /** 32 MiB. */
  public static final long DEFAULT_MAX_WAITING_BYTES = 32L * 1024 * 1024;

  static final int LARGEST_ENTRY_BYTES = 1024 * 1024;
  private static final int SMALLEST_ENTRY_BYTES = 512;

  public ChronicleOptions {
    Objects.requireNonNull(clock, "clock");
    if (maxEntryBytes < SMALLEST_ENTRY_BYTES || maxEntryBytes > LARGEST_ENTRY_BYTES) {
      throw new IllegalArgumentException(
          "The limit of "
              + maxEntryBytes
              + " bytes for an entry must be "
              + SMALLEST_ENTRY_BYTES
              + " to "
              + LARGEST_ENTRY_BYTES);
    }
    if (maxWaitingBytes < maxEntryBytes) {
      throw new IllegalArgumentException(
          "The limit of " + maxWaitingBytes + " waiting bytes must hold at least one entry");
    }
  }

  /** The system's clock and the default limits. */
  public static ChronicleOptions defaults() {
    return new ChronicleOptions(
        Clock.systemUTC(), DEFAULT_MAX_ENTRY_BYTES, DEFAULT_MAX_WAITING_BYTES);
  }

  /** The same with another clock. */
  public ChronicleOptions withClock(Clock newClock) {
    return new ChronicleOptions(newClock, maxEntryBytes, maxWaitingBytes);
  }

  /** The same with another limit for one entry. */
  public ChronicleOptions withMaxEntryBytes(int bytes) {
    return new ChronicleOptions(clock, bytes, maxWaitingBytes);
  }

  /** The same with another limit for what waits to be written. */
  public ChronicleOptions withMaxWaitingBytes(long bytes) {
    return new ChronicleOptions(clock, maxEntryBytes, bytes);
  }
}
