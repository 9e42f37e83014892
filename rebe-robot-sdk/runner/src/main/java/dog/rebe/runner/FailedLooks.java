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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Counts what failed while a robot looked, and forgets what went well later. Thread-safe. */
final class FailedLooks {

  private final Set<NodeId> asked = new HashSet<>();
  private final Map<NodeId, Map<Digest, UnseenNode>> failed = new HashMap<>();

  /** Until an outcome is counted, a node has not answered. */
  synchronized void begins(Command<?> command, List<Node> nodes) {
    for (Node node : nodes) {
      asked.add(node.id());
      failed(node.id())
          .putIfAbsent(
              CommandDigest.of(command, node.id()),
              new UnseenNode(
                  node.id(), UnseenNode.NO_ANSWER, "The looking ended before it answered."));
    }
  }

  synchronized void count(Command<?> command, NodeId node, Outcome<?> outcome) {
    Digest look = CommandDigest.of(command, node);
    if (outcome instanceof Failure<?> failure) {
      failed(node).put(look, new UnseenNode(node, failure.kind().code(), StepRun.said(failure)));
    } else {
      failed(node).remove(look);
    }
  }

  private Map<Digest, UnseenNode> failed(NodeId node) {
    return failed.computeIfAbsent(node, first -> new LinkedHashMap<>());
  }

  /** Of each node the first failure that stays one. */
  synchronized Coverage failures(List<Node> nodes) {
    return new Coverage(
        nodes.size(),
        nodes.stream().map(Node::id).map(this::failure).flatMap(Optional::stream).toList());
  }

  /** The same, with the nodes that nobody has asked anything. */
  synchronized Coverage coverage(List<Node> nodes) {
    List<UnseenNode> unseen = new ArrayList<>();
    for (Node node : nodes) {
      if (asked.contains(node.id())) {
        failure(node.id()).ifPresent(unseen::add);
      } else {
        unseen.add(
            new UnseenNode(node.id(), UnseenNode.NOT_ASKED, "The robot did not look at it."));
      }
    }
    return new Coverage(nodes.size(), unseen);
  }

  private Optional<UnseenNode> failure(NodeId node) {
    return failed.getOrDefault(node, Map.of()).values().stream().findFirst();
  }
}
