package dog.rebe.cli.input;

import dog.rebe.runner.ApplyOptions;
import dog.rebe.runner.ApplyOptions.Batch;
import dog.rebe.runner.ApplyOptions.WhenStopped;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** How a plan goes through its machines. */
public final class WaveArguments {

  @Option(
      names = "--canary",
      paramLabel = "N",
      description = "So many machines first; every one must end well (default: 1).")
  private int canary = 1;

  @Option(
      names = "--waves",
      paramLabel = "SIZES",
      description =
          "The sizes of the waves after it, as numbers or shares, as in 5,10%%,50%%; the last"
              + " repeats (default: one wave of all).")
  private String waves = "";

  @Option(
      names = {"-c", "--concurrency"},
      paramLabel = "N",
      description = "How many machines at the same time (default: 20).")
  private int concurrency = 20;

  @Option(
      names = "--per-site",
      paramLabel = "N",
      description = "How many of them with the same label 'site' (default: 5).")
  private int perSite = 5;

  @Option(
      names = "--max-failures",
      paramLabel = "N",
      description = "How many may fail before no other begins (default: 0).")
  private int maxFailures;

  @Option(
      names = "--max-unknowns",
      paramLabel = "N",
      description = "Of how many it may stay unknown what happened (default: 0).")
  private int maxUnknowns;

  @Option(
      names = "--keep",
      description = "Leave what was done when the run stops early, instead of taking it back.")
  private boolean keep;

  /**
   * The options.
   *
   * @throws BadInput if a number is out of range
   */
  public ApplyOptions options() {
    List<Batch> batches = new ArrayList<>();
    try {
      for (String size : waves.isEmpty() ? new String[0] : waves.split(",", -1)) {
        if (!size.matches("[0-9]{1,9}%?")) {
          throw new BadInput(
              "--waves '" + Shown.value(waves) + "': write numbers or shares, as in 5,10%,50%");
        }
        batches.add(
            size.endsWith("%")
                ? Batch.percent(Integer.parseInt(size.substring(0, size.length() - 1)))
                : Batch.of(Integer.parseInt(size)));
      }
      return ApplyOptions.defaults()
          .withCanary(canary)
          .withBatches(batches.toArray(Batch[]::new))
          .withConcurrency(concurrency, perSite)
          .withLimits(maxFailures, maxUnknowns)
          .withWhenStopped(keep ? WhenStopped.KEEP : WhenStopped.UNDO);
    } catch (IllegalArgumentException e) {
      throw new BadInput(String.valueOf(e.getMessage()), e);
    }
  }
}
