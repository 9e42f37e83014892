package dog.rebe.runner;

import dog.rebe.change.Step;
import dog.rebe.node.Node;
import dog.rebe.node.NodeId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;

/**
 * Asks something that blocks of every step on each of its nodes: of many nodes at the same time,
 * and of one node's steps in their order. Used once. An interrupt of whoever waits interrupts the
 * questions that are under way, asks no others, and keeps the flag.
 *
 * @param <R> the answer
 */
final class NodeQuestions<R> {

  private final BiFunction<Step, Node, Optional<R>> question;
  private final Executor threads;
  private final ApplyOptions pace;
  private final Set<Thread> asking = new HashSet<>();
  private final Map<NodeId, Map<String, R>> answers = new HashMap<>();
  private boolean over;

  /**
   * Prepares it.
   *
   * @param threads are blocked by the questions
   * @param pace of how many nodes at the same time, in all and at one site
   */
  NodeQuestions(BiFunction<Step, Node, Optional<R>> question, Executor threads, ApplyOptions pace) {
    this.question = question;
    this.threads = threads;
    this.pace = pace;
  }

  /**
   * The answers by node and step, without what gave none. Blocks.
   *
   * @throws RuntimeException as a question has thrown it
   */
  Map<NodeId, Map<String, R>> of(List<Step> steps, Map<NodeId, Node> nodes) {
    Set<Node> asked = new LinkedHashSet<>();
    for (Step step : steps) {
      for (NodeId id : step.nodes()) {
        Node node = nodes.get(id);
        if (node != null) {
          asked.add(node);
        }
      }
    }
    await(
        new Lanes<Node>(
                List.copyOf(asked),
                pace,
                () -> true,
                node ->
                    CompletableFuture.supplyAsync(
                        () -> {
                          ask(steps, node);
                          return node;
                        },
                        threads))
            .run());
    return answers;
  }

  private void ask(List<Step> steps, Node node) {
    if (!begins()) {
      return;
    }
    try {
      for (Step step : steps) {
        if (step.nodes().contains(node.id()) && !isOver()) {
          question.apply(step, node).ifPresent(answer -> take(step, node, answer));
        }
      }
    } finally {
      ends();
    }
  }

  private synchronized void take(Step step, Node node, R answer) {
    answers.computeIfAbsent(node.id(), id -> new HashMap<>()).put(step.id(), answer);
  }

  private synchronized boolean isOver() {
    return over;
  }

  private synchronized boolean begins() {
    return !over && asking.add(Thread.currentThread());
  }

  /** The thread is another question's next, which this one's interrupt is none of. */
  private synchronized void ends() {
    asking.remove(Thread.currentThread());
    boolean unused = Thread.interrupted();
  }

  private synchronized void interrupt() {
    over = true;
    asking.forEach(Thread::interrupt);
  }

  private void await(CompletableFuture<?> all) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          all.get();
          return;
        } catch (InterruptedException e) {
          interrupted = true;
          interrupt();
        } catch (ExecutionException e) {
          if (e.getCause() instanceof RuntimeException broken) {
            throw broken;
          }
          throw new IllegalStateException(e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
