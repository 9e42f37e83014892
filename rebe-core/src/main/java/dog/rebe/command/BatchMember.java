package dog.rebe.command;

import java.time.Duration;
import java.util.Objects;

/**
 * One read-only command of a {@link Batch}.
 *
 * @param name letters, digits and hyphens, unique in the batch
 * @param script what the node's POSIX shell runs; read-only by the word of its author
 * @param timeout how long it may take before it is abandoned
 * @param outputBytes the most that is kept of its standard output
 * @param kind whether the shell may run it itself or must be able to abandon it
 */
public record BatchMember(
    String name, String script, Duration timeout, long outputBytes, Kind kind) {

  /** How a member runs. */
  public enum Kind {
    /**
     * In the batch's own shell: for builtins and reads of /proc and /sys that cannot hang. Costs no
     * process.
     */
    INLINE,
    /**
     * In a process group of its own that is ended, or abandoned where it cannot be ended, when its
     * time is up.
     */
    SEPARATE
  }

  public BatchMember {
    if (!name.matches("[a-z0-9-]{1,40}")) {
      throw new IllegalArgumentException(
          "The batch member's name '" + name + "' must have 1 to 40 of a-z, 0-9 and '-'");
    }
    Objects.requireNonNull(script, "script");
    Objects.requireNonNull(kind, "kind");
    if (timeout.isZero() || timeout.isNegative()) {
      throw new IllegalArgumentException(
          "The timeout " + timeout + " of " + name + " must be longer than zero");
    }
    if (outputBytes < 1 || outputBytes > Limits.MAX_BYTES) {
      throw new IllegalArgumentException(
          "The limit of "
              + outputBytes
              + " bytes of "
              + name
              + " must be 1 to "
              + Limits.MAX_BYTES);
    }
  }
}
