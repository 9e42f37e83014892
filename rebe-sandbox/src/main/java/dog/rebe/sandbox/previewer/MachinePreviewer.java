package dog.rebe.sandbox.previewer;

import dog.rebe.change.ApprovalGate;
import dog.rebe.change.ApprovalVerdict;
import dog.rebe.change.Foresight;
import dog.rebe.change.PreviewKind;
import dog.rebe.change.Previewer;
import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.command.RunAs;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.files.FilePath;
import dog.rebe.files.FileView;
import dog.rebe.node.Node;
import dog.rebe.node.NodeId;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import dog.rebe.outcome.Success;
import dog.rebe.outcome.VisibleText;
import dog.rebe.sandbox.preview.CommandPreview;
import dog.rebe.sandbox.preview.Footing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Tells what a command would do to a machine, by the best way that there is for it: the dry run of
 * its own tool where one is known, otherwise in the sandbox over the machine's real files. It asks
 * the machine who would run the command there. It runs nothing on the machine but commands that
 * only read. Thread-safe; the methods block.
 */
public final class MachinePreviewer {

  private static final long ANSWER_BYTES = 4L << 20;
  private static final int MAX_MESSAGE = 300;

  private final CommandExecutor executor;
  private final CommandPreviewer sandbox;
  private final Previewer dryRuns;
  private final PreviewLimits limits;

  private MachinePreviewer(
      CommandExecutor executor, CommandPreviewer sandbox, Previewer dryRuns, PreviewLimits limits) {
    this.executor = Objects.requireNonNull(executor, "executor");
    this.sandbox = Objects.requireNonNull(sandbox, "sandbox");
    this.dryRuns = Objects.requireNonNull(dryRuns, "dryRuns");
    this.limits = Objects.requireNonNull(limits, "limits");
  }

  /**
   * A previewer.
   *
   * @param executor by which machines are asked and their files opened; closed by the caller
   * @param dryRuns which commands preview themselves, as {@code DryRuns.standard()}
   * @param limits of each preview; its deadline also holds for opening the files and for each
   *     question, one after the other
   */
  public static MachinePreviewer of(
      CommandExecutor executor, CommandPreviewer sandbox, Previewer dryRuns, PreviewLimits limits) {
    return new MachinePreviewer(executor, sandbox, dryRuns, limits);
  }

  /**
   * Previews a command on a machine.
   *
   * @return a failure only where the machine could not be asked at all; what the preview does not
   *     know it says itself
   */
  public Outcome<CommandPreview> preview(Command<?> command, Node node) {
    return previewAfter(List.of(), command, node);
  }

  /**
   * Previews a command that comes after others on the same machine. In the sandbox it sees the
   * files as these would leave them; a dry run sees the machine as it is now.
   *
   * @param earlier commands that the sandbox follows to their ends, in their order
   */
  public Outcome<CommandPreview> previewAfter(
      List<Command<?>> earlier, Command<?> command, Node node) {
    Optional<Command<Foresight>> dryRun = dryRuns.previewing(command, questionLimits());
    return dryRun.isPresent()
        ? dryRun(executor.start(dryRun.get(), node).await())
        : followed(earlier, command, node);
  }

  private static Outcome<CommandPreview> dryRun(Outcome<Foresight> outcome) {
    if (outcome instanceof Failure<Foresight> failure && failure.delivery() == Delivery.COMPLETED) {
      return new Success<>(
          CommandPreview.blind("its dry run failed on the machine: " + why(failure)),
          failure.evidence());
    }
    if (outcome instanceof Failure<Foresight> failure
        && failure.kind().equals(FailureKind.PROGRAM_NOT_FOUND)) {
      return new Success<>(
          CommandPreview.blind("the program that would tell it is not on the machine"),
          failure.evidence());
    }
    return outcome.map(CommandPreview::dryRun);
  }

  /** What a tool says last is the reason, as a rule. */
  private static String why(Failure<?> failure) {
    List<String> said =
        failure
            .evidence()
            .output()
            .stderr()
            .utf8()
            .lines()
            .filter(line -> !line.isBlank())
            .toList();
    return VisibleText.line(
        said.isEmpty() ? failure.detail() : said.get(said.size() - 1), MAX_MESSAGE);
  }

  private Outcome<CommandPreview> followed(
      List<Command<?>> earlier, Command<?> command, Node node) {
    Map<Optional<RunAs>, Situation> situations = new HashMap<>();
    List<Earlier> before = new ArrayList<>();
    List<Command<?>> all = new ArrayList<>(earlier);
    all.add(command);
    for (Command<?> one : all) {
      Situation situation = situations.get(one.runAs());
      if (situation == null) {
        Outcome<Situation> asked = SituationQuestion.ask(executor, node, one, questionLimits());
        if (!(asked instanceof Success<Situation> success)) {
          return ((Failure<Situation>) asked).as();
        }
        situation = success.result();
        situations.put(one.runAs(), situation);
      }
      before.add(new Earlier(one, situation));
    }
    Situation last = before.remove(before.size() - 1).situation();
    Outcome<FileView> opened = executor.openFiles(node, limits.deadline());
    if (!(opened instanceof Success<FileView> success)) {
      return ((Failure<FileView>) opened).as();
    }
    try (FileView files = success.result()) {
      CommandPreview preview = sandbox.previewAfter(before, command, files, last, limits);
      boolean declared = preview.kind() == PreviewKind.BLIND && !command.effect().hasImpact();
      return new Success<>(declared ? preview.declaredReadOnly() : preview, success.evidence());
    }
  }

  /**
   * Looks again at all that a preview saw of a machine.
   *
   * @param ours paths that have changed since by what was approved with the same plan, and so count
   *     for nothing, with all that is below them
   * @return a sentence for each thing that has moved; nothing if the preview still holds. Where the
   *     machine cannot be asked, that is one
   */
  public List<String> moved(Footing footing, Node node, Set<FilePath> ours) {
    if (footing.equals(Footing.none())) {
      return List.of();
    }
    Duration deadline = limits.deadline();
    Outcome<FileView> opened = executor.openFiles(node, deadline);
    if (!(opened instanceof Success<FileView> success)) {
      return List.of(
          "The files of the machine cannot be looked at: "
              + ((Failure<FileView>) opened).explanation().headline());
    }
    try (FileView files = success.result()) {
      return FootingCheck.moved(footing, files, deadline, ours);
    }
  }

  /**
   * A gate for an executor that is to run what was previewed, and only as long as nothing has
   * moved: right before each attempt on each machine it looks again at all that the preview saw
   * there, or asks the dry run again. It decides on what only changes, too. It refuses other
   * commands, other machines, and machines on which the preview is {@link PreviewKind#BLIND}.
   * Thread-safe; it blocks on the executor's threads for that, and looks with the executor of this
   * previewer, which must not be the one that has the gate: give both the same transports.
   *
   * @param command what was previewed
   * @param previews of it, by the machines; copied
   * @param next asked once nothing has moved, about the effects on which it decides: who consents
   *     to what destroys, as {@code ApprovedRun}
   */
  public ApprovalGate gate(
      Command<?> command, Map<NodeId, CommandPreview> previews, ApprovalGate next) {
    return new PreviewedGate(this, command, previews, next);
  }

  /** The same for what destroys nothing; what does is refused. */
  public ApprovalGate gate(Command<?> command, Map<NodeId, CommandPreview> previews) {
    return gate(
        command,
        previews,
        request ->
            CompletableFuture.completedFuture(
                ApprovalVerdict.refused("The command destroys, and nobody consented to it")));
  }

  private Limits questionLimits() {
    return Limits.of(limits.deadline(), ANSWER_BYTES);
  }
}
