package dog.rebe.runner;

import dog.rebe.change.Plan;
import dog.rebe.change.Step;
import dog.rebe.node.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What takes back what a run has done: the undo commands of the steps that were done, last first.
 * Each stands under the name of the step that it takes back.
 */
final class UndoPlan {

  private final Optional<Plan> plan;

  private UndoPlan(Optional<Plan> plan) {
    this.plan = plan;
  }

  static UndoPlan of(Plan plan, Progress progress) {
    List<Step> steps = new ArrayList<>();
    for (int i = plan.steps().size() - 1; i >= 0; i--) {
      Step step = plan.steps().get(i);
      List<NodeId> done = new ArrayList<>();
      for (NodeId node : step.nodes()) {
        if (progress.state(Phase.APPLY, step.id(), node).state() == StepState.DONE) {
          done.add(0, node);
        }
      }
      if (!done.isEmpty() && step.effect().hasImpact() && step.undo().isPresent()) {
        steps.add(Step.of(step.id(), "Takes back: " + step.purpose(), step.undo().get(), done));
      }
    }
    return new UndoPlan(
        steps.isEmpty()
            ? Optional.empty()
            : Optional.of(new Plan("Takes back: " + plan.purpose(), steps)));
  }

  boolean isEmpty() {
    return plan.isEmpty();
  }

  Plan plan() {
    return plan.orElseThrow();
  }

  /** How a step stands on a node after both phases. A step that only reads leaves nothing. */
  static StepResult combined(Progress progress, Step step, NodeId node) {
    StepResult applied = progress.state(Phase.APPLY, step.id(), node);
    if (applied.state() != StepState.DONE) {
      return applied;
    }
    StepResult undone = progress.state(Phase.UNDO, step.id(), node);
    return switch (undone.state()) {
      case NOT_BEGUN ->
          progress.undoReason().isPresent() && !step.effect().hasImpact()
              ? new StepResult(step.id(), node, StepState.UNDONE, "")
              : applied;
      case DONE, UNDONE -> new StepResult(step.id(), node, StepState.UNDONE, "");
      case NOT_STARTED, FAILED, UNKNOWN, UNDO_FAILED ->
          new StepResult(step.id(), node, StepState.UNDO_FAILED, undone.detail());
    };
  }
}
