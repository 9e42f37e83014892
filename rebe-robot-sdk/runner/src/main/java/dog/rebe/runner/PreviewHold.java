package dog.rebe.runner;

import dog.rebe.change.BlindSpot;
import dog.rebe.change.Plan;
import dog.rebe.change.Preview;
import dog.rebe.change.Step;
import dog.rebe.change.StepPreview;
import dog.rebe.node.Node;
import dog.rebe.node.NodeId;
import dog.rebe.outcome.VisibleText;
import dog.rebe.robot.StepPreviewer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/**
 * Previews plans, and asks whether previews still hold. Asking blocks: it has a few threads, which
 * end by themselves when nothing is asked.
 */
final class PreviewHold {

  private static final int THREADS = 16;
  private static final int MAX_WORDS = 300;

  private final StepPreviewer previewer;
  private final ApplyOptions pace;
  private final ThreadPoolExecutor threads;

  /**
   * Prepares it.
   *
   * @param pace of how many nodes at the same time, in all and at one site
   */
  PreviewHold(StepPreviewer previewer, ApplyOptions pace) {
    this.previewer = previewer;
    this.pace = pace;
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

  /** Previews a plan on those of its nodes that are known here. Blocks. */
  Preview preview(Plan plan, Map<NodeId, Node> nodes) {
    Map<NodeId, Map<String, StepPreview>> shown =
        new NodeQuestions<StepPreview>(
                (step, node) ->
                    Optional.of(
                        previewer.previewAfter(EarlierSteps.of(plan, step, node.id()), step, node)),
                threads,
                pace)
            .of(plan.steps(), nodes);
    List<StepPreview> steps = new ArrayList<>();
    for (Step step : plan.steps()) {
      for (NodeId id : step.nodes()) {
        if (nodes.containsKey(id)) {
          StepPreview one = shown.getOrDefault(id, Map.of()).get(step.id());
          steps.add(one == null ? interrupted(step, id) : one);
        }
      }
    }
    return new Preview(plan.digest(), steps);
  }

  private static StepPreview interrupted(Step step, NodeId node) {
    return StepPreview.blind(
        step.id(), node, new BlindSpot(step.id(), "Somebody ended it before it was previewed"));
  }

  /**
   * Why what was shown of a step on a node does not hold any more; empty if it does. What others
   * were shown since is of no account.
   */
  BiFunction<Step, Node, CompletableFuture<Optional<String>>> broken(ShownSteps shown) {
    return (step, node) -> CompletableFuture.supplyAsync(() -> words(shown, step, node), threads);
  }

  /**
   * The same for a run that an earlier program has begun: what this one's previewer cannot tell,
   * because it did not show it, is previewed anew and must be what was shown.
   */
  BiFunction<Step, Node, CompletableFuture<Optional<String>>> keptSince(ShownSteps shown) {
    return (step, node) ->
        CompletableFuture.supplyAsync(
            () -> words(shown, step, node).flatMap(why -> anew(why, shown, step, node)), threads);
  }

  private Optional<String> anew(String why, ShownSteps shown, Step step, Node node) {
    Optional<StepPreview> then = shown.of(step, node);
    if (then.isEmpty()) {
      return Optional.of(why);
    }
    try {
      StepPreview now = previewer.preview(step, node);
      return now.equals(then.get())
          ? Optional.empty()
          : Optional.of(why + ". " + StepDifference.of(then.get(), now) + " Propose anew");
    } catch (RuntimeException e) {
      return Optional.of(why + ". It could not be previewed anew: " + e);
    }
  }

  /** The first of a plan's steps and nodes of which that is so, in words. */
  Optional<String> firstBroken(Preview preview, List<Step> steps, Map<NodeId, Node> nodes) {
    ShownSteps shown = ShownSteps.of(preview);
    Map<NodeId, Map<String, String>> broken =
        new NodeQuestions<String>((step, node) -> words(shown, step, node), threads, pace)
            .of(steps, nodes);
    for (Step step : steps) {
      for (NodeId id : step.nodes()) {
        String words = broken.getOrDefault(id, Map.of()).get(step.id());
        if (words != null) {
          return Optional.of("on " + id + ", " + words);
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> words(ShownSteps shown, Step step, Node node) {
    Optional<StepPreview> one = shown.of(step, node);
    if (one.isEmpty()) {
      return Optional.of("Nobody has kept what was shown of it: propose anew");
    }
    List<String> moved;
    try {
      moved = previewer.moved(one.get(), step, node);
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
