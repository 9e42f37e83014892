package dog.rebe.sandbox;

import java.time.Duration;
import java.util.Objects;

/**
 * How long the loading of a module may take and how large it may be. Parsing and compiling a module
 * of 100 KB takes up to a second when it is cold.
 *
 * @param deadline from the call of {@link PluginHost#load} on, waiting for its turn included;
 *     longer than zero
 * @param moduleBytes the largest module; from 8 bytes to 64 MiB
 */
public record LoadLimits(Duration deadline, long moduleBytes) {

  private static final long MIN_BYTES = 8;
  private static final long MAX_BYTES = 64L * 1024 * 1024;

  public LoadLimits {
    Checks.positive(deadline, "deadline of loading");
    Checks.range(moduleBytes, MIN_BYTES, MAX_BYTES, "size of a module in bytes");
    Objects.requireNonNull(deadline, "deadline");
  }
}
