package dog.rebe.sandbox.previewer;

import dog.rebe.change.ApprovalGate;
import dog.rebe.change.ApprovalRequest;
import dog.rebe.change.ApprovalVerdict;
import dog.rebe.change.CommandDigest;
import dog.rebe.change.PreviewKind;
import dog.rebe.command.Command;
import dog.rebe.command.Effect;
import dog.rebe.node.NodeId;
import dog.rebe.outcome.Outcome;
import dog.rebe.outcome.Success;
import dog.rebe.sandbox.preview.CommandPreview;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Lets one command pass on the machines on which it was previewed, as long as nothing has moved
 * there. Looking blocks where the executor asks it.
 */
final class PreviewedGate implements ApprovalGate {

  private final MachinePreviewer machine;
  private final Command<?> command;
  private final Map<NodeId, CommandPreview> previews;
  private final ApprovalGate next;

  PreviewedGate(
      MachinePreviewer machine,
      Command<?> command,
      Map<NodeId, CommandPreview> previews,
      ApprovalGate next) {
    this.machine = machine;
    this.command = Objects.requireNonNull(command, "command");
    this.previews = Map.copyOf(previews);
    this.next = Objects.requireNonNull(next, "next");
  }

  @Override
  public boolean decidesOn(Effect effect) {
    return effect.hasImpact();
  }

  @Override
  public CompletionStage<ApprovalVerdict> decide(ApprovalRequest request) {
    NodeId node = request.node().id();
    CommandPreview preview = previews.get(node);
    if (preview == null) {
      return refused("There is no preview of the node " + node);
    } else if (!request.digest().equals(CommandDigest.of(command, node))) {
      return refused("This is not the command that was previewed");
    } else if (preview.kind() == PreviewKind.BLIND) {
      return refused("Nobody could tell beforehand what this does on " + node);
    }
    List<String> moved =
        preview.kind() == PreviewKind.DRY_RUN
            ? toldAnew(preview, request)
            : machine.moved(preview.footing(), request.node(), Set.of());
    return moved.isEmpty()
        ? UnmovedGate.decided(next, request)
        : CompletableFuture.completedFuture(UnmovedGate.verdict(moved));
  }

  /** A dry run rests on no files that we know of, so it is asked again. */
  private List<String> toldAnew(CommandPreview before, ApprovalRequest request) {
    Outcome<CommandPreview> now = machine.preview(request.command(), request.node());
    return now instanceof Success<CommandPreview> success
            && success.result().digest().equals(before.digest())
        ? List.of()
        : List.of("What the dry run says is not as it was");
  }

  private static CompletionStage<ApprovalVerdict> refused(String why) {
    return CompletableFuture.completedFuture(ApprovalVerdict.refused(why));
  }
}
