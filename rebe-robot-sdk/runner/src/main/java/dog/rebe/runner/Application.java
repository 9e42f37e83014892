package dog.rebe.runner;

import dog.rebe.change.Plan;
import dog.rebe.change.Step;
import dog.rebe.node.Node;
import dog.rebe.node.NodeId;
import dog.rebe.robot.Verification;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/** Takes a plan through its waves, on the thread of whoever asked for it. Used once. */
final class Application {

  private final RunContext context;
  private final Plan plan;
  private final Map<NodeId, Node> nodes = new HashMap<>();
  private final ApplyOptions options;
  private final Function<List<Node>, Verification> health;
  private final Consumer<WaveProgress> watcher;
  private final Set<NodeId> blocked = new HashSet<>();

  Application(
      RunContext context,
      Plan plan,
      List<Node> nodes,
      ApplyOptions options,
      Function<List<Node>, Verification> health,
      Consumer<WaveProgress> watcher) {
    this.context = context;
    this.plan = plan;
    nodes.forEach(node -> this.nodes.put(node.id(), node));
    this.options = options;
    this.health = health;
    this.watcher = watcher;
  }

  RunReport run() {
    settle();
    if (context.progress().undoReason().isPresent()) {
      return takeBack(context.progress().undoReason().get());
    }
    List<List<NodeId>> waves = Waves.of(plan, options);
    for (int i = 0; i < waves.size() && !context.isStopped(); i++) {
      int nodes = waves.get(i).size();
      tell(WaveProgress.Stage.BEGINS, i + 1, waves.size(), nodes, "");
      apply(i, waves.get(i));
      tell(
          context.isStopped() ? WaveProgress.Stage.STOPPED : WaveProgress.Stage.WELL,
          i + 1,
          waves.size(),
          nodes,
          context.stopReason().orElse(""));
    }
    if (!context.isStopped() && waves.size() > 1) {
      verify(waves.size(), plan.nodes());
    }
    if (!context.isStopped()) {
      return blocked.isEmpty()
          ? ended(RunReport.End.COMPLETED, "")
          : ended(
              RunReport.End.HANDED_OVER,
              blocked.size() + " of " + plan.nodes().size() + " machines were left out.");
    }
    String reason = context.stopReason().orElse("");
    if (context.calls().isCancelled()) {
      return report(RunReport.End.HANDED_OVER, reason + " The run can be resumed.");
    }
    return options.whenStopped() == ApplyOptions.WhenStopped.UNDO
        ? takeBack(reason)
        : ended(RunReport.End.HANDED_OVER, reason);
  }

  private void tell(WaveProgress.Stage stage, int wave, int waves, int nodes, String detail) {
    watcher.accept(new WaveProgress(context.terms().run(), stage, wave, waves, nodes, detail));
  }

  /**
   * What was under way when an earlier program ended is found out before anything else, because a
   * run that stops looks at no other machine any more, and takes back only what it knows of.
   */
  private void settle() {
    for (Step step : plan.steps()) {
      List<Node> open =
          step.nodes().stream()
              .filter(
                  id -> context.progress().isOpen(new Progress.Place(Phase.APPLY, step.id(), id)))
              .map(this::node)
              .toList();
      Waiting.forAll(
          new Lanes<StepResult>(
                  open,
                  options,
                  () -> !context.calls().isCancelled(),
                  node -> new StepRun(context, Phase.APPLY, step, step.command(), node).settle())
              .run(),
          context.calls());
    }
  }

  private void apply(int wave, List<NodeId> ids) {
    for (Step step : plan.steps()) {
      List<Node> turn = new ArrayList<>();
      for (NodeId id : ids) {
        if (step.nodes().contains(id) && !blocked.contains(id) && mayBegin(step, id)) {
          turn.add(node(id));
        }
      }
      work(
          turn,
          () -> !context.isStopped(),
          node -> new StepRun(context, Phase.APPLY, step, step.command(), node).run());
      if (context.isStopped()) {
        return;
      }
    }
    boolean isCanary = wave == 0 && options.canary() > 0;
    if (isCanary && ids.stream().anyMatch(blocked::contains)) {
      context.stop("A machine of the first wave did not end well.");
      return;
    }
    verify(wave, ids);
  }

  private void work(
      List<Node> turn,
      java.util.function.BooleanSupplier goesOn,
      Function<Node, CompletableFuture<StepResult>> work) {
    Waiting.forAll(
        new Lanes<StepResult>(
                turn,
                options,
                goesOn,
                node -> work.apply(node).thenApply(result -> counted(node.id(), result)))
            .run(),
        context.calls());
  }

  /** Limits are looked at with each result, so that nothing begins after one too many. */
  private StepResult counted(NodeId node, StepResult result) {
    if (result.state() == StepState.DONE) {
      return result;
    }
    long failures;
    long unknowns;
    synchronized (blocked) {
      blocked.add(node);
      failures = count(StepState.FAILED) + count(StepState.NOT_STARTED);
      unknowns = count(StepState.UNKNOWN);
    }
    if (failures > options.maxFailures()) {
      context.stop(failures + " machines failed, more than may. " + result);
    }
    if (unknowns > options.maxUnknowns()) {
      context.stop("Of " + unknowns + " machines nobody can tell what happened. " + result);
    }
    return result;
  }

  private long count(StepState state) {
    return blocked.stream()
        .filter(
            node ->
                plan.steps().stream()
                    .anyMatch(
                        step ->
                            context.progress().state(Phase.APPLY, step.id(), node).state()
                                == state))
        .count();
  }

  /** See {@link Step#after}. */
  private boolean mayBegin(Step step, NodeId node) {
    for (String earlier : step.after()) {
      List<NodeId> needed = plan.step(earlier).nodes();
      boolean ready =
          needed.contains(node)
              ? isDone(earlier, node)
              : needed.stream().allMatch(other -> isDone(earlier, other));
      if (!ready) {
        return false;
      }
    }
    return true;
  }

  private boolean isDone(String step, NodeId node) {
    return context.progress().state(Phase.APPLY, step, node).state() == StepState.DONE;
  }

  private void verify(int wave, List<NodeId> ids) {
    List<Node> well = ids.stream().filter(id -> !blocked.contains(id)).map(this::node).toList();
    if (well.isEmpty() || context.progress().wasHealthy(wave)) {
      return;
    }
    Verification found;
    try {
      found = health.apply(well);
    } catch (RuntimeException e) {
      found = Verification.failed("The robot could not look again: " + e.getMessage());
    }
    String problems = String.join(" ", found.problems());
    Waiting.forAll(context.records().wave(wave, found.isPassed(), problems), context.calls());
    if (!found.isPassed()) {
      context.stop("The machines are not well after the change. " + problems);
    }
  }

  private RunReport takeBack(String reason) {
    UndoPlan undo = UndoPlan.of(plan, context.progress());
    if (undo.isEmpty()) {
      return ended(isTouched() ? RunReport.End.HANDED_OVER : RunReport.End.UNDONE, reason);
    }
    if (context.progress().undoReason().isEmpty()) {
      Waiting.forAll(context.records().undoBegins(undo.plan().digest(), reason), context.calls());
    }
    tell(WaveProgress.Stage.TAKING_BACK, 0, 0, undo.plan().nodes().size(), reason);
    Set<NodeId> stuck = new HashSet<>();
    for (Step step : undo.plan().steps()) {
      List<Node> turn =
          step.nodes().stream().filter(id -> !stuck.contains(id)).map(this::node).toList();
      Waiting.forAll(
          new Lanes<StepResult>(
                  turn,
                  options,
                  () -> !context.calls().isCancelled(),
                  node ->
                      new StepRun(context, Phase.UNDO, step, step.command(), node)
                          .run()
                          .thenApply(
                              result -> {
                                if (result.state() != StepState.DONE) {
                                  synchronized (stuck) {
                                    stuck.add(node.id());
                                  }
                                }
                                return result;
                              }))
              .run(),
          context.calls());
    }
    if (context.calls().isCancelled()) {
      return report(RunReport.End.HANDED_OVER, reason + " Taking back can be resumed.");
    }
    return ended(isTouched() ? RunReport.End.HANDED_OVER : RunReport.End.UNDONE, reason);
  }

  /** Whether something stays on a machine that was not there before, or may. */
  private boolean isTouched() {
    return results().stream()
        .anyMatch(
            result ->
                switch (result.state()) {
                  case DONE, UNKNOWN, FAILED, UNDO_FAILED -> true;
                  case NOT_BEGUN, NOT_STARTED, UNDONE -> false;
                });
  }

  private RunReport ended(RunReport.End end, String reason) {
    RunReport report = report(end, reason);
    Waiting.forAll(context.records().ended(report), context.calls());
    return report;
  }

  private RunReport report(RunReport.End end, String reason) {
    return new RunReport(context.terms().run(), end, reason, results());
  }

  private List<StepResult> results() {
    List<StepResult> all = new ArrayList<>();
    for (Step step : plan.steps()) {
      for (NodeId node : step.nodes()) {
        all.add(UndoPlan.combined(context.progress(), step, node));
      }
    }
    return all;
  }

  private Node node(NodeId id) {
    Node node = nodes.get(id);
    if (node == null) {
      throw new IllegalStateException("The plan was checked, and " + id + " is none of its nodes");
    }
    return node;
  }
}
