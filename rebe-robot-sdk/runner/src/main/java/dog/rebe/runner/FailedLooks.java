package dog.rebe.runner;

import dog.rebe.change.CommandDigest;
import dog.rebe.change.Digest;
import dog.rebe.command.Command;
import dog.rebe.node.Node;
import dog.rebe.node.NodeId;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts what failed while a robot looked, and forgets what went well later. Thread-safe. */
final class FailedLooks {

  private final Map<NodeId, Map<Digest, UnseenNode>> failed = new HashMap<>();

  synchronized void count(Command<?> command, NodeId node, Outcome<?> outcome) {
    if (outcome instanceof Failure<?> failure) {
      failed
          .computeIfAbsent(node, first -> new LinkedHashMap<>())
          .put(
              CommandDigest.of(command, node),
              new UnseenNode(node, failure.kind().code(), StepRun.said(failure)));
      return;
    }
    Map<Digest, UnseenNode> earlier = failed.get(node);
    if (earlier != null && earlier.remove(CommandDigest.of(command, node)) != null) {
      failed.values().removeIf(Map::isEmpty);
    }
  }

  /** Of each node the first failure that stays one. */
  synchronized Coverage coverage(List<Node> nodes) {
    List<UnseenNode> unseen = new ArrayList<>();
    for (Node node : nodes) {
      Map<Digest, UnseenNode> own = failed.get(node.id());
      if (own != null) {
        unseen.add(own.values().iterator().next());
      }
    }
    return new Coverage(nodes.size(), unseen);
  }
}
