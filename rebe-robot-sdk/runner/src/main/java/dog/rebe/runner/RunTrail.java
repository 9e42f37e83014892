package dog.rebe.runner;

import dog.rebe.change.Step;
import dog.rebe.chronicle.ChronicleEntry;
import dog.rebe.chronicle.EntryKind;
import dog.rebe.node.NodeId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a chronicle tells of a run that is to be taken back: what it did, what was taken back of it
 * since and by which runs, and which others have changed its machines later. Not changed once it is
 * read.
 */
final class RunTrail {

  private final String run;
  private final Progress own;
  private final LaterChanges later;
  private final Map<String, Progress> undoing = new LinkedHashMap<>();
  private Optional<String> robot = Optional.empty();

  private RunTrail(String run) {
    this.run = run;
    this.own = new Progress(run);
    this.later = new LaterChanges(run);
  }

  static RunTrail read(String run, RunHistory history) {
    RunTrail trail = new RunTrail(run);
    history.read(trail::take);
    return trail;
  }

  private void take(ChronicleEntry entry) {
    own.take(entry);
    later.take(entry);
    String id = String.valueOf(entry.fields().get("run"));
    if ("run".equals(entry.fields().get("what")) && entry.kind() == EntryKind.INTENT) {
      String by = String.valueOf(entry.fields().get("robot"));
      if (id.equals(run)) {
        robot = Optional.of(by);
      } else if (by.equals(UndoRobot.ID)
          && UndoGoal.run(String.valueOf(entry.fields().get("goal"))).equals(Optional.of(run))) {
        undoing.put(id, new Progress(id));
      }
    }
    Progress undo = undoing.get(id);
    if (undo != null) {
      undo.take(entry);
    }
  }

  String run() {
    return run;
  }

  /** What the run itself did. */
  Progress own() {
    return own;
  }

  /** The robot whose run it is; empty if it never began. */
  Optional<String> robot() {
    return robot;
  }

  /** The runs that were begun to take it back, oldest first. */
  List<String> undoing() {
    return List.copyOf(undoing.keySet());
  }

  /** Those of them that did not end. */
  List<String> undoingStill() {
    return undoing.entrySet().stream()
        .filter(undo -> undo.getValue().end().isEmpty())
        .map(Map.Entry::getKey)
        .toList();
  }

  List<String> laterRuns(NodeId node) {
    return later.of(node);
  }

  /** How much of a step is on a node. */
  Trace trace(Step step, NodeId node) {
    Trace trace = ownTrace(step, node);
    for (Map.Entry<String, Progress> undo : undoing.entrySet()) {
      trace = after(trace, undo.getKey(), undo.getValue(), step, node);
    }
    return trace;
  }

  private Trace ownTrace(Step step, NodeId node) {
    StepState state = UndoPlan.combined(own, step, node).state();
    return switch (state) {
      case NOT_BEGUN, NOT_STARTED -> new Trace(Trace.What.NOTHING, "");
      case UNDONE -> new Trace(Trace.What.TAKEN_BACK, run);
      case DONE -> new Trace(Trace.What.STANDS, "");
      case UNKNOWN -> new Trace(Trace.What.UNCERTAIN, "");
      case FAILED -> new Trace(Trace.What.BROKEN, "It did not work, and may have left something.");
      case UNDO_FAILED ->
          notTakenBack(
              step, own.state(Phase.UNDO, step.id(), node).state(), "when the run stopped");
    };
  }

  private static Trace after(Trace before, String run, Progress undo, Step step, NodeId node) {
    String name = UndoName.of(step.id());
    StepState state = undo.state(Phase.APPLY, name, node).state();
    if (state == StepState.NOT_BEGUN) {
      return before;
    }
    if (state != StepState.DONE) {
      return notTakenBack(step, state, "in " + run);
    }
    return switch (undo.state(Phase.UNDO, name, node).state()) {
      case NOT_BEGUN, NOT_STARTED -> new Trace(Trace.What.TAKEN_BACK, run);
      case DONE, UNDONE -> new Trace(Trace.What.STANDS, "");
      case FAILED, UNKNOWN, UNDO_FAILED ->
          new Trace(
              Trace.What.STUCK,
              "It was taken back and then to be done again, which did not end well in "
                  + run
                  + ".");
    };
  }

  /** What may be done twice, or was provably not done, may be tried again. */
  private static Trace notTakenBack(Step step, StepState undo, String when) {
    boolean isFree =
        undo == StepState.NOT_STARTED
            || step.undo().map(command -> command.effect().isRepeatable()).orElse(false);
    return isFree
        ? new Trace(Trace.What.STANDS, "")
        : new Trace(Trace.What.STUCK, "Taking it back did not end well " + when + ".");
  }

  /**
   * How much of a step is on a node.
   *
   * @param words why it is broken or stuck, or by which run it was taken back
   */
  record Trace(What what, String words) {

    /** How much. */
    enum What {
      /** Provably nothing was done. */
      NOTHING,
      /** It was done, and taken back. */
      TAKEN_BACK,
      /** It was done. */
      STANDS,
      /** It may have been done. */
      UNCERTAIN,
      /** It did not end well, and may have left something. */
      BROKEN,
      /** It was done, and taking it back did not end well. */
      STUCK
    }
  }
}
