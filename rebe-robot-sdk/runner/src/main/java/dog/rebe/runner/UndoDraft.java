package dog.rebe.runner;

import dog.rebe.change.Plan;
import dog.rebe.change.Precondition;
import dog.rebe.change.Step;
import dog.rebe.node.NodeId;
import dog.rebe.runner.RunTrail.Trace;
import dog.rebe.runner.UndoView.Place;
import dog.rebe.runner.UndoView.Probed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What takes back a run: the undo commands of what stands, last first, each only where it still is
 * as the run left it as far as a probe can tell. The rest is left to a person, each with a reason.
 * Pure.
 */
final class UndoDraft {

  private final UndoView view;
  private final boolean despiteLaterRuns;
  private final List<Step> steps = new ArrayList<>();
  private final List<LeftInPlace> left = new ArrayList<>();

  /** Done steps that stay, which keep those that they came after. */
  private final Set<Place> staying = new HashSet<>();

  private UndoDraft(UndoView view, boolean despiteLaterRuns) {
    this.view = view;
    this.despiteLaterRuns = despiteLaterRuns;
  }

  static UndoDraft of(UndoView view, boolean despiteLaterRuns) {
    UndoDraft draft = new UndoDraft(view, despiteLaterRuns);
    List<Step> all = view.plan().steps();
    for (int i = all.size() - 1; i >= 0; i--) {
      if (all.get(i).effect().hasImpact()) {
        draft.take(all.get(i));
      }
    }
    return draft;
  }

  /** What is to be done; empty if nothing can be taken back. */
  Optional<Plan> plan() {
    if (steps.isEmpty()) {
      return Optional.empty();
    }
    String rest =
        left.isEmpty()
            ? ""
            : " Of what it did, "
                + left.size()
                + (left.size() == 1 ? " thing stays" : " things stay")
                + " for a person.";
    return Optional.of(
        new Plan("Takes back " + view.trail().run() + ": " + view.plan().purpose() + rest, steps));
  }

  List<LeftInPlace> left() {
    return List.copyOf(left);
  }

  private void take(Step step) {
    List<NodeId> nodes = new ArrayList<>();
    for (NodeId node : step.nodes()) {
      if (isTaken(step, node)) {
        nodes.add(0, node);
      }
    }
    if (nodes.isEmpty()) {
      return;
    }
    String unknown =
        step.probe().isPresent() ? "" : " Nothing tells whether it still is as the run left it.";
    Step undo =
        Step.of(
                UndoName.of(step.id()),
                "Takes back: " + step.purpose() + unknown,
                step.undo().orElseThrow(),
                nodes)
            .undo(step.command());
    if (step.probe().isPresent()) {
      undo =
          undo.requires(Precondition.holds("It still is as the run left it.", step.probe().get()));
    }
    for (Step planned : List.copyOf(steps)) {
      if (cameAfterElsewhere(planned, step)) {
        undo = undo.after(planned.id());
      }
    }
    steps.add(undo);
  }

  /**
   * Steps on the same node are taken back in their order anyway, and none after one that was not.
   */
  private boolean cameAfterElsewhere(Step undo, Step earlier) {
    return view.plan().steps().stream()
        .anyMatch(
            later ->
                UndoName.of(later.id()).equals(undo.id())
                    && later.after().contains(earlier.id())
                    && later.nodes().stream().noneMatch(earlier.nodes()::contains));
  }

  private boolean isTaken(Step step, NodeId node) {
    Trace trace = view.trail().trace(step, node);
    Optional<Probed> probed = Optional.ofNullable(view.probes().get(new Place(step.id(), node)));
    Optional<Boolean> done = probed.flatMap(Probed::done);
    return switch (trace.what()) {
      case NOTHING, TAKEN_BACK -> false;
      case BROKEN -> leave(step, node, trace.words(), false);
      case STUCK -> leave(step, node, trace.words(), true);
      case UNCERTAIN ->
          done.isEmpty()
              ? leave(step, node, "It may or may not have been done.", false)
              : done.get() && isFree(step, node, probed);
      case STANDS -> isFree(step, node, probed);
    };
  }

  /** Whether what stands can be taken back; it is left to a person otherwise. */
  private boolean isFree(Step step, NodeId node, Optional<Probed> probed) {
    if (step.undo().isEmpty()) {
      return leave(step, node, "It cannot be taken back.", true);
    }
    if (!view.nodes().contains(node)) {
      return leave(step, node, "The machine is none of those that are known now.", true);
    }
    Optional<String> kept = keeper(step, node);
    if (kept.isPresent()) {
      return leave(step, node, kept.get(), true);
    }
    if (step.probe().isPresent()) {
      Optional<Boolean> done = probed.flatMap(Probed::done);
      if (done.isEmpty()) {
        String words = probed.map(Probed::words).orElse("");
        return leave(step, node, "It could not be looked at. " + words, true);
      }
      return done.get() || leave(step, node, "It is not any more as the run left it.", false);
    }
    List<String> later = view.trail().laterRuns(node);
    return later.isEmpty()
        || despiteLaterRuns
        || leave(
            step,
            node,
            "The machine was changed since by "
                + String.join(", ", later)
                + ", and nothing tells whether it still is as the run left it.",
            true);
  }

  /** Which step stays that needs this one. */
  private Optional<String> keeper(Step step, NodeId node) {
    for (Step later : view.plan().steps()) {
      if (!later.after().contains(step.id())) {
        continue;
      }
      boolean here = later.nodes().contains(node);
      boolean shared = later.nodes().stream().anyMatch(step.nodes()::contains);
      for (NodeId other : later.nodes()) {
        boolean elsewhere = !step.nodes().contains(other);
        if (elsewhere && shared && view.trail().trace(later, other).what() != Trace.What.NOTHING) {
          return Optional.of(
              "The step "
                  + later.id()
                  + " came after it on "
                  + other
                  + ", which has no part in it.");
        }
        if ((elsewhere || (here && other.equals(node)))
            && staying.contains(new Place(later.id(), other))) {
          return Optional.of(
              "The step "
                  + later.id()
                  + " stays"
                  + (elsewhere ? " on " + other : "")
                  + ", which came after it.");
        }
      }
    }
    return Optional.empty();
  }

  private boolean leave(Step step, NodeId node, String why, boolean stands) {
    left.add(new LeftInPlace(step.id(), node, step.purpose(), why.strip()));
    if (stands) {
      staying.add(new Place(step.id(), node));
    }
    return false;
  }
}
