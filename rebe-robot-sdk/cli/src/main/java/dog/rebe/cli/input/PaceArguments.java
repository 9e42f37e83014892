package dog.rebe.cli.input;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How fast a run goes over a fleet, and when it stops. */
public final class PaceArguments {

  private static final int MAX_CONCURRENCY = 10_000;

  @Option(
      names = {"-c", "--concurrency"},
      paramLabel = "N",
      description = "How many machines at a time, 1 to 10000 (default: 100).")
  private int concurrency = 100;

  @Option(
      names = "--max-failures",
      paramLabel = "N|N%",
      converter = FailureBoundConverter.class,
      description =
          "Stop when more machines than this have failed: a number, or a share of the fleet. What"
              + " had not begun is left alone.")
  private @Nullable FailureBound maxFailures;

  @Option(
      names = "--fleet-deadline",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "Begin nothing after this time, counted from the start of the whole run.")
  private @Nullable Duration fleetDeadline;

  /**
   * How many at a time.
   *
   * @throws BadInput if it is out of range
   */
  public int concurrency() {
    if (concurrency < 1 || concurrency > MAX_CONCURRENCY) {
      throw new BadInput(
          "--concurrency " + concurrency + " is out of range: use 1 to " + MAX_CONCURRENCY);
    }
    return concurrency;
  }

  /** How many may fail. */
  public Optional<FailureBound> maxFailures() {
    return Optional.ofNullable(maxFailures);
  }

  /** The deadline of the whole run. */
  public Optional<Duration> fleetDeadline() {
    return Optional.ofNullable(fleetDeadline);
  }
}
