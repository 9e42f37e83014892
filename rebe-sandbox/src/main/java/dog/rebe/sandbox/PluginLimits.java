package dog.rebe.sandbox;

import java.time.Duration;

/**
 * How far one call of a plugin may go. All of them must be said; there are no defaults. Immutable.
 *
 * <p>The host needs heap for as many calls as run at once, each with its memory, answer and log.
 *
 * @param deadline from the call on, over the wait for a free thread, the making of the instance and
 *     its run; longer than zero. Ending the guest may take up to two seconds more, seldom a
 *     millisecond
 * @param memoryBytes the guest's memory, in whole pages of 65,536 bytes; one page to 2 GiB
 * @param answerBytes standard output; a guest that writes more is ended
 * @param logBytes standard error and log lines; what is more is dropped, and the log marked as cut.
 *     0 drops all
 * @param openFiles files that are open at once beside the granted folders; 0 for none
 * @param hostCalls calls of host functions, WASI included; a guest that makes more is ended
 */
public record PluginLimits(
    Duration deadline,
    long memoryBytes,
    long answerBytes,
    long logBytes,
    int openFiles,
    long hostCalls) {

  /** The size of a page of memory. */
  public static final long PAGE_BYTES = 65_536;

  private static final long MAX_MEMORY = 2L * 1024 * 1024 * 1024;
  private static final long MAX_STREAM = 1024L * 1024 * 1024;
  private static final int MAX_FILES = 10_000;

  public PluginLimits {
    Checks.positive(deadline, "deadline of a plugin");
    Checks.range(memoryBytes, PAGE_BYTES, MAX_MEMORY, "memory of a plugin in bytes");
    Checks.range(answerBytes, 1, MAX_STREAM, "length of a plugin's answer in bytes");
    Checks.range(logBytes, 0, MAX_STREAM, "length of a plugin's log in bytes");
    Checks.range(openFiles, 0, MAX_FILES, "number of open files");
    Checks.range(hostCalls, 1, Long.MAX_VALUE, "number of host calls");
  }

  /** A builder; every one of its values must be set. */
  public static PluginLimitsBuilder builder() {
    return new PluginLimitsBuilder();
  }

  int memoryPages() {
    return (int) (memoryBytes / PAGE_BYTES);
  }
}
