package dog.rebe.runner;

import dog.rebe.change.Step;
import dog.rebe.node.Node;
import dog.rebe.node.NodeId;
import dog.rebe.outcome.VisibleText;
import dog.rebe.robot.StepPreviewer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Asks whether previews still hold. Asking blocks: it has a few threads, which end by themselves
 * when nothing is asked.
 */
final class PreviewHold {

  private static final int THREADS = 8;
  private static final int MAX_WORDS = 300;

  private final StepPreviewer previewer;
  private final ThreadPoolExecutor threads;

  PreviewHold(StepPreviewer previewer) {
    this.previewer = previewer;
    this.threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "rebe-runner-preview");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  /** Why the preview of a step on a node does not hold any more; empty if it does. */
  CompletableFuture<Optional<String>> broken(Step step, Node node) {
    return CompletableFuture.supplyAsync(() -> words(step, node), threads);
  }

  /** The first of a plan's steps and nodes of which that is so, in words. */
  Optional<String> firstBroken(List<Step> steps, Map<NodeId, Node> nodes) {
    for (Step step : steps) {
      for (NodeId id : step.nodes()) {
        Node node = nodes.get(id);
        Optional<String> words = node == null ? Optional.empty() : words(step, node);
        if (words.isPresent()) {
          return Optional.of("on " + id + ", " + words.get());
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> words(Step step, Node node) {
    List<String> moved;
    try {
      moved = previewer.moved(step, node);
    } catch (RuntimeException e) {
      moved = List.of("It could not be looked at again: " + e);
    }
    return moved.isEmpty()
        ? Optional.empty()
        : Optional.of(
            VisibleText.line(moved.get(0), MAX_WORDS)
                + (moved.size() > 1 ? ", and " + (moved.size() - 1) + " more" : ""));
  }
}
