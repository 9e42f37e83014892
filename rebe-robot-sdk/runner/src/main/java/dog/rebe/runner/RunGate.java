package dog.rebe.runner;

import dog.rebe.change.ApprovalGate;
import dog.rebe.change.ApprovalRequest;
import dog.rebe.change.ApprovalVerdict;
import dog.rebe.change.CommandDigest;
import dog.rebe.change.Digest;
import dog.rebe.command.Command;
import dog.rebe.node.NodeId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The gate between an executor and a runner: it lets pass what an approved run is doing at this
 * moment, and refuses everything else that destroys, whoever starts it. One gate belongs to one
 * runner. Thread-safe.
 */
public final class RunGate implements ApprovalGate {

  private record Key(NodeId node, Digest digest) {}

  /** The call that a permit was used by; null while it was not. */
  private static final class Permit {
    @Nullable String call;
  }

  private final Map<Key, Permit> open = new HashMap<>();

  private RunGate() {}

  /** A gate that lets nothing pass yet. */
  public static RunGate create() {
    return new RunGate();
  }

  @Override
  public CompletionStage<ApprovalVerdict> decide(ApprovalRequest request) {
    return CompletableFuture.completedFuture(judge(request));
  }

  private synchronized ApprovalVerdict judge(ApprovalRequest request) {
    Permit permit = open.get(key(request.command(), request.node().id()));
    if (permit == null) {
      return ApprovalVerdict.refused(
          "No approved run is about to do this on " + request.node().id());
    }
    if (permit.call != null && !permit.call.equals(request.call())) {
      return ApprovalVerdict.refused("The approval was used by another call and counts only once");
    }
    permit.call = request.call();
    return ApprovalVerdict.approved();
  }

  /** Lets one call pass, with all its attempts. */
  synchronized void open(Command<?> command, NodeId node) {
    open.put(key(command, node), new Permit());
  }

  synchronized void close(Command<?> command, NodeId node) {
    open.remove(key(command, node));
  }

  private static Key key(Command<?> command, NodeId node) {
    return new Key(node, CommandDigest.of(command, node));
  }
}
