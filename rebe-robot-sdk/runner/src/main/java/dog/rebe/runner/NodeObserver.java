package dog.rebe.runner;

import dog.rebe.command.Command;
import dog.rebe.node.Node;
import dog.rebe.node.NodeId;
import dog.rebe.outcome.Outcome;
import dog.rebe.robot.Observations;
import dog.rebe.robot.Observer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Lets a robot look at some nodes. */
final class NodeObserver implements Observer {

  private final Calls calls;
  private final List<Node> nodes;
  private final ApplyOptions options;
  private final FailedLooks failed = new FailedLooks();

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
    failed.begins(command, some);
    CompletableFuture<List<Answer<T>>> all =
        new Lanes<Answer<T>>(
                some,
                options,
                () -> true,
                node ->
                    calls
                        .start(command, node)
                        .thenApply(outcome -> counted(command, node, outcome)))
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
    return new Observations<>(ordered);
  }

  private <T> Answer<T> counted(Command<T> command, Node node, Outcome<T> outcome) {
    failed.count(command, node.id(), outcome);
    return new Answer<>(node.id(), outcome);
  }

  /** At how many nodes the robot has looked until now. */
  Coverage coverage() {
    return failed.coverage(nodes);
  }

  /** The same, where a robot need not look at each node. */
  Coverage failures() {
    return failed.failures(nodes);
  }

  private record Answer<T>(NodeId node, Outcome<T> outcome) {}
}
