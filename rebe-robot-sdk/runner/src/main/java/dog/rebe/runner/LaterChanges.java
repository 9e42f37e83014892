package dog.rebe.runner;

import dog.rebe.chronicle.ChronicleEntry;
import dog.rebe.chronicle.EntryKind;
import dog.rebe.node.NodeId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which runs have changed a node after a run did, and were not taken back themselves since. Is told
 * the entries of a chronicle in their order.
 */
final class LaterChanges {

  private final String run;

  /** By node and run, the steps by the names of what takes them back. */
  private final Map<NodeId, Map<String, Set<String>>> changes = new HashMap<>();

  /** The same of all that were ever there, because they may be there again. */
  private final Map<NodeId, Map<String, Set<String>>> ever = new HashMap<>();

  /** Where the run has begun: what others changed before counts for nothing. */
  private final Set<NodeId> begun = new HashSet<>();

  /** Which run is taken back by which. */
  private final Map<String, String> undoing = new HashMap<>();

  LaterChanges(String run) {
    this.run = run;
  }

  void take(ChronicleEntry entry) {
    String other = text(entry, "run");
    String what = text(entry, "what");
    if (what.equals("run") && entry.kind() == EntryKind.INTENT) {
      if (text(entry, "robot").equals(UndoRobot.ID)) {
        Optional<String> undone = UndoGoal.run(text(entry, "goal"));
        undone.ifPresent(id -> undoing.put(other, id));
      }
    } else if (what.equals(Phase.APPLY.what()) || what.equals(Phase.UNDO.what())) {
      step(entry, other, new NodeId(text(entry, "node")), what.equals(Phase.UNDO.what()));
    }
  }

  private void step(ChronicleEntry entry, String other, NodeId node, boolean isTakenBack) {
    String step = text(entry, "step");
    String undone = undoing.get(other);
    boolean intent = entry.kind() == EntryKind.INTENT;
    if (other.equals(run)) {
      if (intent) {
        begun.add(node);
      }
    } else if (!begun.contains(node)) {
      return;
    } else if (undone != null && isTakenBack) {
      doneAgain(entry, node, undone, step);
    } else if (undone != null) {
      outcome(entry, node, undone, step, StepState.DONE);
    } else if (isTakenBack) {
      outcome(entry, node, other, UndoName.of(step), StepState.DONE);
    } else if (!intent) {
      outcome(entry, node, other, UndoName.of(step), StepState.NOT_STARTED);
    } else if (!"none".equals(entry.fields().get("impact"))) {
      add(changes, node, other, UndoName.of(step));
      add(ever, node, other, UndoName.of(step));
    }
  }

  /** A run that was to take it back has stopped, and does again what it had taken back. */
  private void doneAgain(ChronicleEntry entry, NodeId node, String other, String undoName) {
    if (entry.kind() != EntryKind.INTENT) {
      outcome(entry, node, other, undoName, StepState.NOT_STARTED);
    } else if (ever.getOrDefault(node, Map.of()).getOrDefault(other, Set.of()).contains(undoName)) {
      add(changes, node, other, undoName);
    }
  }

  private static void add(
      Map<NodeId, Map<String, Set<String>>> to, NodeId node, String other, String undoName) {
    to.computeIfAbsent(node, key -> new TreeMap<>())
        .computeIfAbsent(other, key -> new TreeSet<>())
        .add(undoName);
  }

  /** An outcome after which nothing is left of the step. */
  private void outcome(
      ChronicleEntry entry, NodeId node, String other, String undoName, StepState gone) {
    if (entry.kind() == EntryKind.OUTCOME && text(entry, "state").equals(gone.name())) {
      Map<String, Set<String>> runs = changes.getOrDefault(node, Map.of());
      Set<String> steps = runs.getOrDefault(other, Set.of());
      if (steps.contains(undoName)) {
        steps.remove(undoName);
        if (steps.isEmpty()) {
          runs.remove(other);
        }
      }
    }
  }

  private static String text(ChronicleEntry entry, String field) {
    return String.valueOf(entry.fields().getOrDefault(field, ""));
  }

  /** Those runs, by their ids. */
  List<String> of(NodeId node) {
    return List.copyOf(changes.getOrDefault(node, Map.of()).keySet());
  }
}
