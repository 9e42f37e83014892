package dog.rebe.sandbox;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects {@link PluginLimits}, none of which may be forgotten. Not thread-safe. */
public final class PluginLimitsBuilder {

  private final Map<String, Long> numbers = new HashMap<>();
  private @Nullable Duration deadline;

  PluginLimitsBuilder() {}

  /** See {@link PluginLimits#deadline}. */
  public PluginLimitsBuilder deadline(Duration value) {
    deadline = value;
    return this;
  }

  /** See {@link PluginLimits#memoryBytes}. */
  public PluginLimitsBuilder memoryBytes(long value) {
    return say("memoryBytes", value);
  }

  /** See {@link PluginLimits#answerBytes}. */
  public PluginLimitsBuilder answerBytes(long value) {
    return say("answerBytes", value);
  }

  /** See {@link PluginLimits#logBytes}. */
  public PluginLimitsBuilder logBytes(long value) {
    return say("logBytes", value);
  }

  /** See {@link PluginLimits#openFiles}. */
  public PluginLimitsBuilder openFiles(int value) {
    return say("openFiles", value);
  }

  /** See {@link PluginLimits#hostCalls}. */
  public PluginLimitsBuilder hostCalls(long value) {
    return say("hostCalls", value);
  }

  /**
   * The limits.
   *
   * @throws IllegalStateException if one of them was not said
   */
  public PluginLimits build() {
    return new PluginLimits(
        said(deadline, "deadline"),
        said("memoryBytes"),
        said("answerBytes"),
        said("logBytes"),
        Math.toIntExact(said("openFiles")),
        said("hostCalls"));
  }

  private PluginLimitsBuilder say(String name, long value) {
    numbers.put(name, value);
    return this;
  }

  private long said(String name) {
    return said(numbers.get(name), name);
  }

  private static <T> T said(@Nullable T value, String name) {
    if (value == null) {
      throw new IllegalStateException(
          "The limit " + name + " was not said: a plugin has no limits by default, so say " + name);
    }
    return value;
  }
}
