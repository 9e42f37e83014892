package dog.rebe.cli;

import dog.rebe.dryrun.DryRuns;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.previews.SandboxPreviewer;
import dog.rebe.robot.StepPreviewer;
import dog.rebe.sandbox.previewer.CommandPreviewer;
import dog.rebe.sandbox.previewer.MachinePreviewer;
import dog.rebe.sandbox.previewer.PreviewLimits;
import java.time.Clock;
import java.time.Duration;

/**
 * How robots' steps are previewed here: by a dry run or in the sandbox, on the machines' own files;
 * where neither tells anything, by the command that the step brings.
 */
final class StepPreviews {

  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final int READ_BYTES = 16 << 20;
  private static final int MOST_FILES = 100_000;
  private static final int MEMORY_BYTES = 16 << 20;

  private StepPreviews() {}

  static StepPreviewer of(CommandExecutor executor, Clock clock) {
    PreviewLimits limits = PreviewLimits.of(DEADLINE, READ_BYTES, MOST_FILES, MEMORY_BYTES);
    return SandboxPreviewer.of(
        MachinePreviewer.of(executor, CommandPreviewer.of(clock), DryRuns.standard(), limits),
        dog.rebe.runner.CommandPreviewer.of(executor));
  }
}
