package dog.rebe.sandbox.previewer;

import dog.rebe.change.ApprovalGate;
import dog.rebe.change.ApprovalRequest;
import dog.rebe.change.ApprovalVerdict;
import dog.rebe.command.Effect;
import dog.rebe.files.FileView;
import dog.rebe.node.NodeId;
import dog.rebe.sandbox.preview.Footing;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * A gate before another one: it refuses a command on a machine once something that its preview
 * rests on has moved there, be it one that destroys or one that only changes. It does not look
 * whether the command is the one that was previewed; {@link MachinePreviewer#gate} does, for any
 * number of machines. Thread-safe.
 */
public final class UnmovedGate implements ApprovalGate {

  private final ApprovalGate next;
  private final NodeId node;
  private final Footing footing;
  private final FileView files;
  private final Duration deadline;
  private final Executor executor;

  private UnmovedGate(
      ApprovalGate next,
      NodeId node,
      Footing footing,
      FileView files,
      Duration deadline,
      Executor executor) {
    this.next = Objects.requireNonNull(next, "next");
    this.node = Objects.requireNonNull(node, "node");
    this.footing = Objects.requireNonNull(footing, "footing");
    this.files = Objects.requireNonNull(files, "files");
    this.deadline = Objects.requireNonNull(deadline, "deadline");
    this.executor = Objects.requireNonNull(executor, "executor");
  }

  /**
   * A gate for what was previewed on a node.
   *
   * @param next asked once nothing has moved, about the effects on which it decides
   * @param node the only node for which it lets anything pass
   * @param footing what the preview rests on
   * @param files the node's files; closed by the caller, later
   * @param deadline for each single look
   * @param executor on which the looking blocks
   */
  public static UnmovedGate of(
      ApprovalGate next,
      NodeId node,
      Footing footing,
      FileView files,
      Duration deadline,
      Executor executor) {
    return new UnmovedGate(next, node, footing, files, deadline, executor);
  }

  @Override
  public CompletionStage<ApprovalVerdict> decide(ApprovalRequest request) {
    if (!request.node().id().equals(node)) {
      return CompletableFuture.completedFuture(
          ApprovalVerdict.refused("There is no preview of the node " + request.node().id()));
    }
    return CompletableFuture.supplyAsync(
            () -> FootingCheck.moved(footing, files, deadline), executor)
        .thenCompose(
            moved ->
                moved.isEmpty()
                    ? decided(next, request)
                    : CompletableFuture.completedFuture(verdict(moved)));
  }

  @Override
  public boolean decidesOn(Effect effect) {
    return effect.hasImpact();
  }

  /** What another gate says to what it decides on; the rest passes. */
  static CompletionStage<ApprovalVerdict> decided(ApprovalGate next, ApprovalRequest request) {
    Effect effect = request.command().effect();
    return effect.isDestructive() || next.decidesOn(effect)
        ? next.decide(request)
        : CompletableFuture.completedFuture(ApprovalVerdict.approved());
  }

  static ApprovalVerdict verdict(List<String> moved) {
    String first = moved.get(0);
    String since = first.endsWith(" as it was") ? " when this was previewed" : " since the preview";
    String more = moved.size() > 1 ? " (and " + (moved.size() - 1) + " more)" : "";
    return ApprovalVerdict.moved(first + since + more + ". Preview again.");
  }
}
