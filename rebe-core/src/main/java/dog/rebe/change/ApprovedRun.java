package dog.rebe.change;

import dog.rebe.command.Command;
import dog.rebe.node.NodeId;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A gate for one run of one command on known nodes, opened by one {@link Approval} of their {@link
 * CommandDigest}. It refuses every other command, every other node, and everything once the
 * approval has expired. Thread-safe; it holds the ids of the nodes.
 */
public final class ApprovedRun implements ApprovalGate {

  private final Approval approval;
  private final String run;
  private final Command<?> command;
  private final Set<NodeId> nodes;
  private final Digest subject;
  private final Clock clock;

  private ApprovedRun(
      Approval approval, String run, Command<?> command, List<NodeId> nodes, Clock clock) {
    this.approval = approval;
    this.run = run;
    this.command = command;
    this.nodes = Set.copyOf(nodes);
    this.subject = CommandDigest.of(command, nodes);
    this.clock = clock;
  }

  /**
   * The gate of a run.
   *
   * @param approval what was consented to; if it is not to this command on these nodes in this
   *     order, the gate refuses everything
   * @param run the id of this run
   * @param clock wall-clock time
   */
  public static ApprovedRun of(
      Approval approval, String run, Command<?> command, Collection<NodeId> nodes, Clock clock) {
    return new ApprovedRun(
        Objects.requireNonNull(approval, "approval"),
        Objects.requireNonNull(run, "run"),
        Objects.requireNonNull(command, "command"),
        List.copyOf(nodes),
        Objects.requireNonNull(clock, "clock"));
  }

  @Override
  public CompletionStage<ApprovalVerdict> decide(ApprovalRequest request) {
    return CompletableFuture.completedFuture(judge(request));
  }

  private ApprovalVerdict judge(ApprovalRequest request) {
    if (!nodes.contains(request.node())) {
      return ApprovalVerdict.refused("The approval does not name the node " + request.node());
    }
    Digest asked = CommandDigest.of(request.command(), request.node());
    if (!asked.equals(CommandDigest.of(command, request.node()))) {
      return ApprovalVerdict.refused("The approval is for another command");
    }
    return approval.judge(subject, run, clock.instant());
  }
}
