package dog.rebe.runner;

import dog.rebe.change.CommandDigest;
import dog.rebe.change.Plan;
import dog.rebe.change.PlanReader;
import dog.rebe.change.Step;
import dog.rebe.node.NodeId;
import dog.rebe.runner.RunTrail.Trace;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where that is found which takes back a run: the chronicle, and the folder of runs. */
final class UndoSource {

  private final RunHistory history;
  private final RunFolder folder;
  private final PlanReader plans;

  UndoSource(RunHistory history, RunFolder folder, PlanReader plans) {
    this.history = history;
    this.folder = folder;
    this.plans = plans;
  }

  /**
   * What the chronicle tells of a run that has ended.
   *
   * @throws IllegalArgumentException if it cannot be taken back at all; says why
   */
  RunTrail trail(String run) {
    RunTrail trail = RunTrail.read(run, history);
    if (trail.own().subject().isEmpty()) {
      throw new IllegalArgumentException("The chronicle knows no run " + run + " that was begun");
    }
    if (trail.own().end().isEmpty()) {
      throw new IllegalArgumentException(
          "The run " + run + " has not ended: resume it, and take it back then");
    }
    if (trail.robot().equals(Optional.of(UndoRobot.ID))) {
      throw new IllegalArgumentException(
          "The run "
              + run
              + " took back another one, and is not taken back itself: let the robot of that one"
              + " plan anew");
    }
    return trail;
  }

  /** The plan of a run, if it is the one that was approved. */
  Plan plan(RunTrail trail) {
    RunFolder.Stored stored = folder.load(trail.run(), plans);
    if (!Optional.of(stored.terms().subject().hex()).equals(trail.own().subject())) {
      throw new IllegalArgumentException(
          "What is kept of the run "
              + trail.run()
              + " is not what was approved: somebody has changed it");
    }
    return stored.plan();
  }

  /** Why nothing may be begun to take a run back. */
  static Optional<String> refusal(RunTrail trail) {
    List<String> still = trail.undoingStill();
    return still.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "The run "
                + trail.run()
                + " is being taken back by "
                + still.get(0)
                + ", which has not ended: resume that one");
  }

  /**
   * What of a plan does not take back anything any more, or never did, or what another run has
   * changed since of which nothing tells.
   */
  Optional<String> difference(Plan undo, RunTrail trail, boolean despiteLaterRuns) {
    Map<String, Step> known = new HashMap<>();
    plan(trail).steps().forEach(step -> known.put(UndoName.of(step.id()), step));
    for (Step step : undo.steps()) {
      Step original = known.get(step.id());
      for (NodeId node : step.nodes()) {
        if (original == null || !takesBack(step, original, node)) {
          return Optional.of(
              "The step " + step.id() + " on " + node + " takes back nothing of " + trail.run());
        }
        Trace trace = trail.trace(original, node);
        if (trace.what() == Trace.What.TAKEN_BACK) {
          return Optional.of(already(trail, trace.words()));
        }
        if (trace.what() != Trace.What.STANDS && trace.what() != Trace.What.UNCERTAIN) {
          return Optional.of(
              "Of the run "
                  + trail.run()
                  + ", "
                  + original.id()
                  + " on "
                  + node
                  + " is not any more as it was when the plan was made. Propose anew");
        }
        List<String> later = trail.laterRuns(node);
        if (!later.isEmpty() && original.probe().isEmpty() && !despiteLaterRuns) {
          return Optional.of(
              "The machine "
                  + node
                  + " was changed since by "
                  + String.join(", ", later)
                  + ", and nothing tells whether "
                  + original.id()
                  + " still is as the run left it there. Propose anew");
        }
      }
    }
    return Optional.empty();
  }

  private static boolean takesBack(Step step, Step original, NodeId node) {
    return original.nodes().contains(node)
        && original
            .undo()
            .filter(
                undo -> CommandDigest.of(undo, node).equals(CommandDigest.of(step.command(), node)))
            .isPresent();
  }

  /** That a run was taken back, if that is why nothing of it stands. */
  static Optional<String> already(Plan plan, RunTrail trail) {
    return plan.steps().stream()
        .filter(step -> step.effect().hasImpact())
        .flatMap(step -> step.nodes().stream().map(node -> trail.trace(step, node)))
        .filter(trace -> trace.what() == Trace.What.TAKEN_BACK)
        .findFirst()
        .map(trace -> already(trail, trace.words()));
  }

  private static String already(RunTrail trail, String by) {
    return by.equals(trail.run())
        ? "The run " + by + " took back itself what it had done, when it stopped"
        : "The run " + trail.run() + " was taken back before, by " + by;
  }
}
