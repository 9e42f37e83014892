package dog.rebe.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.chronicle.ChronicleEntry;
import dog.rebe.chronicle.EntryKind;
import dog.rebe.node.NodeId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Which runs have changed a machine after run-1 did. */
class LaterChangesTest {

  private static final NodeId NODE = new NodeId("node-1");

  private final LaterChanges later = new LaterChanges("run-1");

  private void step(String run, Phase phase, String step, StepState state) {
    Map<String, Object> fields = new HashMap<>();
    fields.put("run", run);
    fields.put("what", phase.what());
    fields.put("step", step);
    fields.put("node", NODE.value());
    take(EntryKind.INTENT, fields);
    fields.put("state", state.name());
    take(EntryKind.OUTCOME, fields);
  }

  private void undoes(String run, String other) {
    take(
        EntryKind.INTENT,
        Map.<String, Object>of(
            "run",
            run,
            "what",
            "run",
            "robot",
            UndoRobot.ID,
            "goal",
            UndoGoal.of(other, false).toString()));
  }

  private void take(EntryKind kind, Map<String, Object> fields) {
    later.take(new ChronicleEntry(Instant.EPOCH, kind, new TreeMap<>(fields)));
  }

  @Test
  void whatWasTakenBackAndDoneAgainIsThere() {
    step("run-1", Phase.APPLY, "one", StepState.DONE);
    step("run-2", Phase.APPLY, "two", StepState.DONE);
    undoes("run-3", "run-2");
    step("run-3", Phase.APPLY, UndoName.of("two"), StepState.DONE);
    assertThat(later.of(NODE)).isEmpty();
    step("run-3", Phase.UNDO, UndoName.of("two"), StepState.DONE);
    assertThat(later.of(NODE)).containsExactly("run-2");
  }

  @Test
  void whatWasProvablyNotDoneAgainIsNotThere() {
    step("run-1", Phase.APPLY, "one", StepState.DONE);
    step("run-2", Phase.APPLY, "two", StepState.DONE);
    undoes("run-3", "run-2");
    step("run-3", Phase.APPLY, UndoName.of("two"), StepState.DONE);
    step("run-3", Phase.UNDO, UndoName.of("two"), StepState.NOT_STARTED);
    assertThat(later.of(NODE)).isEmpty();
  }

  @Test
  void whatCameBetweenTheStepsOfTheRunItselfCounts() {
    step("run-0", Phase.APPLY, "none", StepState.DONE);
    step("run-1", Phase.APPLY, "one", StepState.DONE);
    step("run-2", Phase.APPLY, "two", StepState.DONE);
    step("run-1", Phase.APPLY, "last", StepState.DONE);
    assertThat(later.of(NODE)).containsExactly("run-2");
  }

  @Test
  void whatWasThereBeforeIsNotLaterBecauseItsUndoStopped() {
    step("run-0", Phase.APPLY, "none", StepState.DONE);
    step("run-1", Phase.APPLY, "one", StepState.DONE);
    undoes("run-3", "run-0");
    step("run-3", Phase.APPLY, UndoName.of("none"), StepState.DONE);
    step("run-3", Phase.UNDO, UndoName.of("none"), StepState.DONE);
    assertThat(later.of(NODE)).isEmpty();
  }
}
