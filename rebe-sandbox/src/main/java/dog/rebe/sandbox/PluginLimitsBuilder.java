package dog.rebe.sandbox;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Collects {@link PluginLimits}, none of which may be forgotten. Not thread-safe. */
public final class PluginLimitsBuilder {

  private @Nullable Duration deadline;
  private @Nullable Long memoryBytes;
  private @Nullable Long answerBytes;
  private @Nullable Long logBytes;
  private @Nullable Integer openFiles;
  private @Nullable Long hostCalls;

  PluginLimitsBuilder() {}

  /** See {@link PluginLimits#deadline}. */
  public PluginLimitsBuilder deadline(Duration value) {
    deadline = value;
    return this;
  }

  /** See {@link PluginLimits#memoryBytes}. */
  public PluginLimitsBuilder memoryBytes(long value) {
    memoryBytes = value;
    return this;
  }

  /** See {@link PluginLimits#answerBytes}. */
  public PluginLimitsBuilder answerBytes(long value) {
    answerBytes = value;
    return this;
  }

  /** See {@link PluginLimits#logBytes}. */
  public PluginLimitsBuilder logBytes(long value) {
    logBytes = value;
    return this;
  }

  /** See {@link PluginLimits#openFiles}. */
  public PluginLimitsBuilder openFiles(int value) {
    openFiles = value;
    return this;
  }

  /** See {@link PluginLimits#hostCalls}. */
  public PluginLimitsBuilder hostCalls(long value) {
    hostCalls = value;
    return this;
  }

  /**
   * The limits.
   *
   * @throws IllegalStateException if one of them was not said
   */
  public PluginLimits build() {
    return new PluginLimits(
        said(deadline, "deadline"),
        said(memoryBytes, "memoryBytes"),
        said(answerBytes, "answerBytes"),
        said(logBytes, "logBytes"),
        said(openFiles, "openFiles"),
        said(hostCalls, "hostCalls"));
  }

  private static <T> T said(@Nullable T value, String name) {
    if (value == null) {
      throw new IllegalStateException(
          "The limit " + name + " was not said: a plugin has no limits by default, so say " + name);
    }
    return value;
  }
}
