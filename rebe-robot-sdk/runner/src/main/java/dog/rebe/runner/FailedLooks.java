package dog.rebe.runner;

import dog.rebe.change.CommandDigest;
import dog.rebe.change.Digest;
import dog.rebe.command.Command;
import dog.rebe.node.Node;
import dog.rebe.node.NodeId;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureCategory;
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
  private final Map<NodeId, Map<Look, UnseenNode>> failed = new HashMap<>();

  /**
   * What may be tried again.
   *
   * @param decoder which one did not understand the output: that another one does is no answer to
   *     that; empty if there was no output to understand
   */
  private record Look(Digest command, Optional<Class<?>> decoder) {}

  /** Until an outcome is counted, a node has not answered. */
  synchronized void begins(Command<?> command, List<Node> nodes) {
    for (Node node : nodes) {
      asked.add(node.id());
      failed(node.id())
          .putIfAbsent(
              new Look(CommandDigest.of(command, node.id()), Optional.empty()),
              new UnseenNode(
                  node.id(), UnseenNode.NO_ANSWER, "The looking ended before it answered."));
    }
  }

  synchronized void count(Command<?> command, NodeId node, Outcome<?> outcome) {
    Digest digest = CommandDigest.of(command, node);
    Look look = new Look(digest, Optional.empty());
    Look understood = new Look(digest, Optional.of(command.decoder().getClass()));
    if (!(outcome instanceof Failure<?> failure)) {
      failed(node).remove(look);
      failed(node).remove(understood);
      return;
    }
    UnseenNode unseen = new UnseenNode(node, failure.kind().code(), StepRun.said(failure));
    if (failure.kind().category() == FailureCategory.DECODING) {
      failed(node).remove(look);
      failed(node).put(understood, unseen);
    } else {
      failed(node).put(look, unseen);
    }
  }

  private Map<Look, UnseenNode> failed(NodeId node) {
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
