package dog.rebe.change;

import dog.rebe.command.Command;
import dog.rebe.node.NodeId;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A gate for one run of one command on known nodes, opened by one {@link Approval} of their {@link
 * CommandDigest}. On each node it lets one call pass, with all its attempts, for each time that the
 * node is named; what became of that call does not matter. It refuses every further call, every
 * other command, every other node, and everything once the approval has expired. Thread-safe; it
 * holds the ids of the nodes.
 */
public final class ApprovedRun implements ApprovalGate {

  private final Approval approval;
  private final String run;
  private final Command<?> command;
  private final Map<NodeId, Integer> named;
  private final Map<NodeId, Set<String>> used = new HashMap<>();
  private final Digest subject;
  private final boolean anyInput;
  private final Clock clock;

  private ApprovedRun(
      Approval approval,
      String run,
      Command<?> command,
      List<NodeId> nodes,
      boolean anyInput,
      Clock clock) {
    this.approval = Objects.requireNonNull(approval, "approval");
    this.run = Objects.requireNonNull(run, "run");
    this.command = Objects.requireNonNull(command, "command");
    Map<NodeId, Integer> counts = new HashMap<>();
    nodes.forEach(node -> counts.merge(node, 1, Integer::sum));
    this.named = Map.copyOf(counts);
    this.subject = CommandDigest.of(command, nodes);
    this.anyInput = anyInput;
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /**
   * The gate of a run. If the command reads a stream, whose bytes no digest covers, it refuses
   * everything: see {@link #withAnyInput}.
   *
   * @param approval what was consented to; if it is not to this command on these nodes in this
   *     order, the gate refuses everything
   * @param run the id of this run
   * @param clock wall-clock time
   */
  public static ApprovedRun of(
      Approval approval, String run, Command<?> command, Collection<NodeId> nodes, Clock clock) {
    return new ApprovedRun(approval, run, command, List.copyOf(nodes), false, clock);
  }

  /**
   * The gate of a run whose input nobody approved: whoever gave the approval consented to any bytes
   * that the command's stream may hold, or its arguments bind them, as those of a {@code
   * FileUpload} do.
   *
   * @see CommandDigest#coversInput
   */
  public static ApprovedRun withAnyInput(
      Approval approval, String run, Command<?> command, Collection<NodeId> nodes, Clock clock) {
    return new ApprovedRun(approval, run, command, List.copyOf(nodes), true, clock);
  }

  @Override
  public CompletionStage<ApprovalVerdict> decide(ApprovalRequest request) {
    return CompletableFuture.completedFuture(judge(request));
  }

  private ApprovalVerdict judge(ApprovalRequest request) {
    NodeId node = request.node().id();
    if (!named.containsKey(node)) {
      return ApprovalVerdict.refused("The approval does not name the node " + node);
    }
    Digest asked = CommandDigest.of(request.command(), node);
    if (!asked.equals(CommandDigest.of(command, node))) {
      return ApprovalVerdict.refused("The approval is for another command");
    }
    if (!anyInput && !CommandDigest.coversInput(request.command())) {
      return ApprovalVerdict.refused(
          "The approval does not cover the command's input, which is a stream");
    }
    ApprovalVerdict verdict = approval.judge(subject, run, clock.instant());
    if (verdict == ApprovalVerdict.approved() && !use(request)) {
      return ApprovalVerdict.refused(
          "The approval was used on the node " + node + " and counts only once");
    }
    return verdict;
  }

  private synchronized boolean use(ApprovalRequest request) {
    Set<String> calls = used.computeIfAbsent(request.node().id(), node -> new HashSet<>(2));
    if (calls.contains(request.call())) {
      return true;
    }
    return calls.size() < named.getOrDefault(request.node().id(), 0) && calls.add(request.call());
  }
}
