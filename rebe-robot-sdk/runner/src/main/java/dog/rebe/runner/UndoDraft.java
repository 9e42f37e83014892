package dog.rebe.runner;

import dog.rebe.change.Plan;
import dog.rebe.change.Precondition;
import dog.rebe.change.Step;
import dog.rebe.node.NodeId;
import dog.rebe.outcome.VisibleText;
import dog.rebe.runner.RunTrail.Trace;
import dog.rebe.runner.UndoView.Place;
import dog.rebe.runner.UndoView.Probed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What takes back a run: the undo commands of what stands, last first, each only where it still is
 * as the run left it as far as a probe can tell. The rest is left to a person, each with a reason.
 * Pure.
 */
final class UndoDraft {

  private static final String REST = " Of what it did, ";
  private static final int MOST_NAMED = 20;
  private static final int MAX_WORDS = 300;

  private final UndoView view;
  private final Resting resting;
  private final boolean despiteLaterRuns;
  private final List<Step> steps = new ArrayList<>();
  private final List<LeftInPlace> left = new ArrayList<>();

  /** What stays, or may, which keeps what it came after. */
  private final Set<Place> staying = new HashSet<>();

  private UndoDraft(UndoView view, boolean despiteLaterRuns) {
    this.view = view;
    this.resting = new Resting(view.plan());
    this.despiteLaterRuns = despiteLaterRuns;
  }

  static UndoDraft of(UndoView view, boolean despiteLaterRuns) {
    UndoDraft draft = new UndoDraft(view, despiteLaterRuns);
    List<Step> all = view.plan().steps();
    for (int i = all.size() - 1; i >= 0; i--) {
      Step step = all.get(i);
      List<NodeId> begun = List.of();
      if (step.effect().hasImpact()) {
        draft.take(step);
        begun = step.nodes().stream().filter(node -> draft.isBegun(step, node)).toList();
      }
      draft.resting.settle(step, draft.staying, begun);
    }
    return draft;
  }

  /** What is to be done; empty if nothing can be taken back. */
  Optional<Plan> plan() {
    if (steps.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Plan(
            "Takes back " + view.trail().run() + ": " + view.plan().purpose() + restWords(),
            steps));
  }

  /** Whoever approves the plan, or reads of it later, has nothing else that tells what stays. */
  private String restWords() {
    if (left.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder(REST).append(left.size());
    text.append(left.size() == 1 ? " thing stays" : " things stay").append(" for a person.");
    left.stream()
        .limit(MOST_NAMED)
        .forEach(one -> text.append("\n- ").append(VisibleText.line(one.toString(), MAX_WORDS)));
    if (left.size() > MOST_NAMED) {
      text.append("\n- and ").append(left.size() - MOST_NAMED).append(" more");
    }
    return text.toString();
  }

  /**
   * What stays of a run when this plan has taken it back: a line, and one for each of the first
   * things; empty if nothing does.
   */
  static String rest(Plan undo) {
    int from = undo.purpose().indexOf(REST);
    return from < 0 ? "" : undo.purpose().substring(from).strip();
  }

  List<LeftInPlace> left() {
    return List.copyOf(left);
  }

  private boolean isBegun(Step step, NodeId node) {
    return view.trail().trace(step, node).what() != Trace.What.NOTHING;
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
    Set<String> before = begunElsewhere(step, nodes);
    for (Step planned : List.copyOf(steps)) {
      if (before.contains(planned.id())) {
        undo = undo.after(planned.id());
      }
    }
    steps.add(undo);
  }

  /**
   * What takes back the steps that rest on it on other nodes. On the same node they are taken back
   * in their order anyway, and none after one that was not.
   */
  private Set<String> begunElsewhere(Step step, List<NodeId> nodes) {
    Set<String> names = new HashSet<>();
    for (NodeId node : nodes) {
      resting
          .begunElsewhere(new Place(step.id(), node))
          .keySet()
          .forEach(later -> names.add(UndoName.of(later)));
    }
    return names;
  }

  private boolean isTaken(Step step, NodeId node) {
    Trace trace = view.trail().trace(step, node);
    Optional<Probed> probed = Optional.ofNullable(view.probes().get(new Place(step.id(), node)));
    Optional<Boolean> done = probed.flatMap(Probed::done);
    return switch (trace.what()) {
      case NOTHING, TAKEN_BACK -> false;
      case BROKEN, STUCK -> leave(step, node, trace.words(), true);
      case UNCERTAIN ->
          done.isEmpty()
              ? leave(
                  step,
                  node,
                  "It may or may not have been done. " + probed.map(Probed::words).orElse(""),
                  true)
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

  /** Which step needs this one, that stays or cannot be waited for. */
  private Optional<String> keeper(Step step, NodeId node) {
    Place place = new Place(step.id(), node);
    Optional<Place> keeper = resting.keeper(place);
    if (keeper.isPresent()) {
      NodeId where = keeper.get().node();
      return Optional.of(
          "The step "
              + keeper.get().step()
              + " stays"
              + (where.equals(node) ? "" : " on " + where)
              + ", which came after it.");
    }
    // A step waits for another one only on its own node, where that one has a part
    for (Map.Entry<String, NodeId> later : resting.begunElsewhere(place).entrySet()) {
      Step above = view.plan().step(later.getKey());
      if (above.nodes().contains(node) && isBegun(above, node)) {
        return Optional.of(
            "The step "
                + later.getKey()
                + " came after it on "
                + later.getValue()
                + ", too, and taking it back here could not wait for that.");
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
