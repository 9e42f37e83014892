package dog.rebe.chronicle;

import java.time.Duration;
import java.util.Objects;

/**
 * How a {@link ProvableChronicle} works.
 *
 * @param entries the clock and the limits of the file of entries; an entry has at most 65,535 bytes
 * @param checkpointPause how long entries that are on the device may wait for the checkpoint that
 *     covers them; 0 to 1 hour; with 0 each commit has its own, which costs some milliseconds and
 *     some files each
 */
public record ProvableOptions(ChronicleOptions entries, Duration checkpointPause) {

  /** 1 second. */
  public static final Duration DEFAULT_CHECKPOINT_PAUSE = Duration.ofSeconds(1);

  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  public ProvableOptions {
    Objects.requireNonNull(entries, "entries");
    if (checkpointPause.isNegative() || checkpointPause.compareTo(LONGEST_PAUSE) > 0) {
      throw new IllegalArgumentException(
          "The pause of " + checkpointPause + " before a checkpoint must be 0 to 1 hour");
    }
    if (entries.maxEntryBytes() > ChronicleOptions.DEFAULT_MAX_ENTRY_BYTES) {
      throw new IllegalArgumentException(
          "An entry of a provable chronicle has at most "
              + ChronicleOptions.DEFAULT_MAX_ENTRY_BYTES
              + " bytes, not "
              + entries.maxEntryBytes()
              + ": record a digest of what is large");
    }
  }

  /**
   * The defaults of {@link ChronicleOptions}, and a checkpoint each second in which something came.
   */
  public static ProvableOptions defaults() {
    return new ProvableOptions(ChronicleOptions.defaults(), DEFAULT_CHECKPOINT_PAUSE);
  }

  /** The same with other options for the entries. */
  public ProvableOptions withEntries(ChronicleOptions options) {
    return new ProvableOptions(options, checkpointPause);
  }

  /** The same with another pause. */
  public ProvableOptions withCheckpointPause(Duration pause) {
    return new ProvableOptions(entries, pause);
  }
}
