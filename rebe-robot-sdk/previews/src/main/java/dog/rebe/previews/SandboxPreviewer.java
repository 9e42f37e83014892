package dog.rebe.previews;

import dog.rebe.change.BlindSpot;
import dog.rebe.change.FileChange;
import dog.rebe.change.PreviewKind;
import dog.rebe.change.Step;
import dog.rebe.change.StepPreview;
import dog.rebe.command.Command;
import dog.rebe.files.FilePath;
import dog.rebe.node.Node;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.Outcome;
import dog.rebe.outcome.Success;
import dog.rebe.robot.StepPreviewer;
import dog.rebe.sandbox.preview.CommandPreview;
import dog.rebe.sandbox.preview.Footing;
import dog.rebe.sandbox.previewer.MachinePreviewer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Previews the steps of robots' plans on the machines themselves: by a dry run where one is known
 * for the step's command, otherwise in the sandbox over the machine's real files. Where neither can
 * tell anything, the previewing command that the step brings may; where there is none, the preview
 * says that it is blind. Thread-safe; it blocks.
 *
 * <p>Each preview carries a digest of what was seen of the machine, so that an approval is bound to
 * that, too. What was seen is remembered with the preview that was given of it, for {@link #moved}:
 * of the latest previews, in the memory of this program alone.
 */
public final class SandboxPreviewer implements StepPreviewer {

  /** Of how many previews is remembered what they rest on. */
  static final int MAX_REMEMBERED = 10_000;

  private final MachinePreviewer machine;
  private final StepPreviewer otherwise;
  private final Remembered remembered = new Remembered(MAX_REMEMBERED);

  private SandboxPreviewer(MachinePreviewer machine, StepPreviewer otherwise) {
    this.machine = Objects.requireNonNull(machine, "machine");
    this.otherwise = Objects.requireNonNull(otherwise, "otherwise");
  }

  /**
   * A previewer.
   *
   * @param machine looks at machines
   * @param otherwise previews steps that bring a previewing command of their own, where {@code
   *     machine} can tell nothing: the runner's {@code CommandPreviewer}, as a rule
   */
  public static SandboxPreviewer of(MachinePreviewer machine, StepPreviewer otherwise) {
    return new SandboxPreviewer(machine, otherwise);
  }

  @Override
  public StepPreview preview(Step step, Node node) {
    return previewAfter(List.of(), step, node);
  }

  /**
   * {@inheritDoc}
   *
   * <p>In the sandbox the step sees the files as those before it would leave them. Of those that
   * the sandbox does not follow to their ends it sees nothing, and says so.
   */
  @Override
  public StepPreview previewAfter(List<Step> earlier, Step step, Node node) {
    List<Command<?>> followed = new ArrayList<>();
    List<String> missed = new ArrayList<>();
    Set<FilePath> ours = new HashSet<>();
    for (Step one : earlier) {
      Optional<Remembered.Seen> seen = remembered.latest(one, node);
      seen.ifPresent(known -> ours.addAll(known.changes()));
      if (seen.isPresent() && seen.get().followed()) {
        followed.add(one.command());
      } else {
        missed.add(one.id());
      }
    }
    Outcome<CommandPreview> outcome = machine.previewAfter(followed, step.command(), node);
    if (!(outcome instanceof Success<CommandPreview> success)) {
      if (step.preview().isPresent()) {
        return keptNothing(step, node, otherwise.preview(step, node));
      }
      remembered.forget(step, node);
      return StepPreview.blind(
          step.id(),
          node.id(),
          new BlindSpot(step.id(), ((Failure<CommandPreview>) outcome).explanation().headline()));
    }
    CommandPreview preview = success.result();
    if (preview.kind() == PreviewKind.BLIND && step.preview().isPresent()) {
      return keptNothing(
          step,
          node,
          withMissed(otherwise.preview(step, node), earlier.stream().map(Step::id).toList()));
    }
    boolean sandbox = preview.kind() == PreviewKind.SANDBOX;
    StepPreview told =
        withMissed(
            preview.forStep(step.id(), node.id()),
            sandbox ? missed : earlier.stream().map(Step::id).toList());
    boolean followsAll = sandbox && preview.isWhole();
    remembered.keep(
        step, node, told, new Remembered.Seen(preview.footing(), paths(told), ours, followsAll));
    return told;
  }

  private StepPreview keptNothing(Step step, Node node, StepPreview told) {
    remembered.keep(
        step,
        node,
        told,
        new Remembered.Seen(Footing.none(), Set.of(), Set.of(), /* followed= */ false));
    return told;
  }

  /** What a step does may rest on what the ones before it did, and nobody has seen that. */
  private static StepPreview withMissed(StepPreview preview, List<String> missed) {
    return missed.isEmpty()
        ? preview
        : preview.with(
            new BlindSpot(
                "what comes before it",
                "this was looked at as the machine is before " + String.join(", ", missed)));
  }

  private static Set<FilePath> paths(StepPreview preview) {
    Set<FilePath> paths = new HashSet<>();
    for (FileChange change : preview.changes()) {
      paths.add(change.path());
    }
    return paths;
  }

  /**
   * {@inheritDoc}
   *
   * <p>What the steps before it were to change on the node counts for nothing.
   */
  @Override
  public List<String> moved(StepPreview shown, Step step, Node node) {
    Optional<Remembered.Seen> seen = remembered.of(step, node, shown);
    if (seen.isEmpty()) {
      return List.of("This program did not preview it, or not lately");
    }
    return machine.moved(seen.get().footing(), node, seen.get().ours());
  }
}
