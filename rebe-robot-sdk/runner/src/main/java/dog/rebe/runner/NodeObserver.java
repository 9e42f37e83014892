package dog.rebe.runner;

import dog.rebe.command.Command;
import dog.rebe.node.Node;
import dog.rebe.node.NodeId;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.Outcome;
import dog.rebe.robot.Observations;
import dog.rebe.robot.Observer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Lets a robot look at some nodes. */
final class NodeObserver implements Observer {

  private final Calls calls;
  private final List<Node> nodes;
  private final ApplyOptions options;
  private final Map<NodeId, String> unseen = new LinkedHashMap<>();
  private final Set<NodeId> seen = new HashSet<>();

  NodeObserver(Calls calls, List<Node> nodes, ApplyOptions options) {
    this.calls = calls;
    this.nodes = List.copyOf(nodes);
    this.options = options;
  }

  @Override
  public List<Node> nodes() {
    return nodes;
  }

  @Override
  public <T> Observations<T> run(Command<T> command) {
    return run(command, nodes);
  }

  @Override
  public <T> Observations<T> run(Command<T> command, List<Node> some) {
    if (command.effect().hasImpact()) {
      throw new IllegalArgumentException(
          "An observer only reads, and '"
              + command
              + "' changes the machine by its own word: put it into a plan");
    }
    if (!nodes.containsAll(some)) {
      List<Node> foreign = new ArrayList<>(some);
      foreign.removeAll(nodes);
      throw new IllegalArgumentException("The nodes " + foreign + " are none of this run");
    }
    Map<NodeId, Outcome<T>> found = new HashMap<>();
    CompletableFuture<List<Answer<T>>> all =
        new Lanes<Answer<T>>(
                some,
                options,
                () -> true,
                node ->
                    calls
                        .start(command, node)
                        .thenApply(outcome -> new Answer<>(node.id(), outcome)))
            .run();
    for (Answer<T> answer : Waiting.forAll(all, calls)) {
      found.put(answer.node(), answer.outcome());
    }
    Map<NodeId, Outcome<T>> ordered = new LinkedHashMap<>();
    for (Node node : some) {
      Outcome<T> outcome = found.get(node.id());
      if (outcome != null) {
        ordered.put(node.id(), outcome);
      }
    }
    ordered.forEach(this::note);
    return new Observations<>(ordered);
  }

  /** A command that ended on a node, however it ended, shows that the node is there. */
  private synchronized void note(NodeId node, Outcome<?> outcome) {
    if (outcome instanceof Failure<?> failure && failure.delivery() != Delivery.COMPLETED) {
      unseen.putIfAbsent(node, StepRun.words(failure));
    } else {
      seen.add(node);
    }
  }

  /** The nodes that were asked and did not answer a single time, each with why. */
  synchronized Map<NodeId, String> unseen() {
    Map<NodeId, String> none = new LinkedHashMap<>(unseen);
    none.keySet().removeAll(seen);
    return none;
  }

  private record Answer<T>(NodeId node, Outcome<T> outcome) {}
}
