package dog.rebe.command;

import java.time.Duration;
import java.util.Objects;

/**
 * One read-only command of a {@link Batch}.
 *
 * @param name letters, digits and hyphens, unique in the batch
 * @param script what the node's POSIX shell runs; read-only by the word of its author. It reads
 *     nothing, its standard error is not kept, and messages are in the C locale
 * @param timeout how long it may take before it is abandoned
 * @param outputBytes the most that is kept of its standard output
 * @param kind whether the shell may run it itself or must be able to abandon it
 */
public record BatchMember(
    String name, String script, Duration timeout, long outputBytes, Kind kind) {

  /** How a member runs. */
  public enum Kind {
    /**
     * In the batch's own shell, at the cost of no process: for builtins, and for reads of /proc and
     * /sys that cannot hang. Its timeout is not enforced. It must not {@code exit}, and its
     * variables are seen by the members after it. What could hang in it runs by {@code rebe_bounded
     * SECONDS COMMAND...}, a function of the batch's shell with the cost and the properties of
     * {@link #SEPARATE}, which ends with 124 when time is up.
     */
    INLINE,
    /**
     * In processes of its own, which are ended when its time is up, and abandoned where the kernel
     * does not let go of them. An abandoned process may hold standard output open after the batch
     * has ended. Costs two processes and one {@code sleep}; the timeout is rounded up to whole
     * seconds.
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
