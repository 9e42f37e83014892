package dog.rebe.sandbox.previewer;

import java.time.Duration;

/**
 * How much one preview may take. What goes beyond ends it with a reason; it never guesses.
 *
 * @param deadline how long it may take in all, reading included; more than zero
 * @param readBytes bytes of files read from the machine, from 0
 * @param entries entries of folders and looks at paths on the machine, at least 1
 * @param memoryBytes bytes that the command may write, from 0, at most 2 GiB - 1
 * @param inParallel how many folders are listed at a time where a command walks a tree, from 1 to
 *     64
 */
public record PreviewLimits(
    Duration deadline, long readBytes, int entries, long memoryBytes, int inParallel) {

  public PreviewLimits {
    if (deadline.isZero() || deadline.isNegative()) {
      throw new IllegalArgumentException("The deadline " + deadline + " is not more than zero");
    }
    if (readBytes < 0 || entries < 1 || memoryBytes < 0 || memoryBytes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          readBytes
              + " bytes to read, "
              + entries
              + " entries, "
              + memoryBytes
              + " bytes of memory: use 0 or more bytes, at least 1 entry, and less than 2 GiB of"
              + " memory");
    }
    if (inParallel < 1 || inParallel > 64) {
      throw new IllegalArgumentException(inParallel + " folders at a time: use 1 to 64");
    }
  }

  /** These limits, eight folders at a time. */
  public static PreviewLimits of(Duration deadline, long readBytes, int entries, long memoryBytes) {
    return new PreviewLimits(deadline, readBytes, entries, memoryBytes, 8);
  }

  /** The same for so many previews together. */
  PreviewLimits times(int previews) {
    return new PreviewLimits(
        deadline.multipliedBy(previews),
        Math.min(readBytes, Long.MAX_VALUE / previews) * previews,
        Math.min(entries, Integer.MAX_VALUE / previews) * previews,
        memoryBytes,
        inParallel);
  }
}
