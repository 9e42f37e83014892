package dog.rebe.cli.input;

import dog.rebe.command.Limits;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How long a command may take and how much it may print. Nobody guesses either. */
public final class LimitArguments {

  @Option(
      names = {"-d", "--deadline"},
      paramLabel = "DURATION",
      required = true,
      converter = DurationConverter.class,
      description =
          "How long it may take on one machine, connecting and retries included: 500ms, 10s, 2m."
              + " What is not ended by then is ended on the machine.")
  private Duration deadline = Duration.ZERO;

  @Option(
      names = {"-m", "--max-output"},
      paramLabel = "SIZE",
      required = true,
      converter = SizeConverter.class,
      description =
          "How much it may print on standard output, and again on standard error: 4096, 64k, 1MiB.")
  private long maxOutput;

  /**
   * The limits.
   *
   * @throws BadInput if one is out of range
   */
  public Limits limits() {
    try {
      return Limits.of(deadline, maxOutput);
    } catch (IllegalArgumentException e) {
      throw new BadInput("--max-output: " + e.getMessage(), e);
    }
  }
}
