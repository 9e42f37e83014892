package dog.rebe.runner;

import dog.rebe.change.BlindSpot;
import dog.rebe.change.Step;
import dog.rebe.change.StepPreview;
import dog.rebe.command.Command;
import dog.rebe.command.Decoder;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.node.Node;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Outcome;
import dog.rebe.outcome.VisibleText;
import dog.rebe.robot.StepPreviewer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Previews by the read-only command that a step brings for this: what it prints are the preview's
 * notes. A step without one cannot be previewed, and the preview says so by the step's name.
 */
public final class CommandPreviewer implements StepPreviewer {

  private static final int MAX_LINES = 200;
  private static final int MAX_LINE = 300;

  private final CommandExecutor executor;

  private CommandPreviewer(CommandExecutor executor) {
    this.executor = executor;
  }

  /** A previewer that runs previewing commands by this executor. */
  public static CommandPreviewer of(CommandExecutor executor) {
    return new CommandPreviewer(executor);
  }

  @Override
  public StepPreview preview(Step step, Node node) {
    Optional<Command<?>> command = step.preview();
    if (command.isEmpty()) {
      return blind(step, node, "The step brings no command that shows what it would do");
    }
    Outcome<CapturedOutput> outcome =
        executor.start(command.get().decode(Decoder.raw()), node).await();
    return outcome.fold(
        output -> shown(step, node, output),
        failure ->
            blind(
                step,
                node,
                "The command that shows what it would do failed here: " + failure.kind().code()));
  }

  private static StepPreview shown(Step step, Node node, CapturedOutput output) {
    if (output.stdout().isCut()) {
      return blind(step, node, "What it would do is more than the previewing command may print");
    }
    List<String> lines = new ArrayList<>();
    List<BlindSpot> blind = new ArrayList<>();
    for (String line : output.stdout().utf8().split("\n", -1)) {
      if (lines.size() == MAX_LINES) {
        blind.add(new BlindSpot(step.id(), "The preview has more than " + MAX_LINES + " lines"));
        break;
      }
      if (!line.isBlank()) {
        lines.add(VisibleText.line(line, MAX_LINE));
      }
    }
    return StepPreview.dryRun(step.id(), node.id(), lines, blind);
  }

  private static StepPreview blind(Step step, Node node, String why) {
    return StepPreview.blind(step.id(), node.id(), new BlindSpot(step.id(), why));
  }
}
