package dog.rebe.runner;

import dog.rebe.chronicle.ChronicleEntry;
import dog.rebe.chronicle.EntryKind;
import dog.rebe.node.NodeId;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How far a run has come, as its chronicle tells. Thread-safe. */
final class Progress {

  /** A step on a node, forth or back. */
  record Place(Phase phase, String step, NodeId node) {}

  /**
   * That a step is about to be done.
   *
   * @param at when that was recorded
   * @param token the token under which it was delivered; empty if there was none
   * @param epoch the epoch under which it may be claimed
   * @param mayHaveRunBefore whether it was about to be done without a token before, and nobody
   *     knows what came of that
   */
  record Intent(
      Instant at, Optional<String> token, Optional<String> epoch, boolean mayHaveRunBefore) {}

  private final String run;
  private final Map<Place, Intent> intents = new HashMap<>();
  private final Map<Place, StepResult> results = new HashMap<>();
  private final Set<Long> healthyWaves = new HashSet<>();
  private @Nullable String subject;
  private @Nullable String options;
  private @Nullable String undoReason;
  private @Nullable String end;

  Progress(String run) {
    this.run = run;
  }

  static Progress read(String run, RunHistory history) {
    Progress progress = new Progress(run);
    history.read(progress::take);
    return progress;
  }

  synchronized void take(ChronicleEntry entry) {
    if (!run.equals(entry.fields().get("run"))) {
      return;
    }
    String what = String.valueOf(entry.fields().get("what"));
    boolean intent = entry.kind() == EntryKind.INTENT;
    boolean outcome = entry.kind() == EntryKind.OUTCOME;
    if (what.equals("run") && intent) {
      subject = text(entry, "subject");
      options = text(entry, "options");
    } else if (what.equals("run") && outcome) {
      end = text(entry, "end");
    } else if (what.equals("undo") && intent) {
      undoReason = text(entry, "reason");
    } else if (what.equals("wave") && outcome && Boolean.TRUE.equals(entry.fields().get("well"))) {
      healthyWaves.add((Long) entry.fields().get("wave"));
    } else if (what.equals(Phase.APPLY.what()) || what.equals(Phase.UNDO.what())) {
      takeStep(entry, what.equals(Phase.APPLY.what()) ? Phase.APPLY : Phase.UNDO);
    }
  }

  private void takeStep(ChronicleEntry entry, Phase phase) {
    NodeId node = new NodeId(text(entry, "node"));
    Place place = new Place(phase, text(entry, "step"), node);
    if (entry.kind() == EntryKind.INTENT) {
      intents.put(
          place,
          new Intent(
              entry.at(),
              Optional.ofNullable((String) entry.fields().get("token")),
              Optional.ofNullable((String) entry.fields().get("epoch")),
              mayHaveRun(place)));
    } else if (entry.kind() == EntryKind.OUTCOME) {
      results.put(
          place,
          new StepResult(
              place.step(),
              node,
              StepState.valueOf(text(entry, "state")),
              String.valueOf(entry.fields().getOrDefault("detail", ""))));
    }
  }

  private boolean mayHaveRun(Place place) {
    Intent earlier = intents.get(place);
    return earlier != null
        && isOpen(place)
        && (earlier.token().isEmpty() || earlier.mayHaveRunBefore());
  }

  private static String text(ChronicleEntry entry, String field) {
    return String.valueOf(entry.fields().get(field));
  }

  /** The digest that was approved when the run began; empty if it never began. */
  synchronized Optional<String> subject() {
    return Optional.ofNullable(subject);
  }

  /** How it was to be carried out when it began; empty if it never began. */
  synchronized Optional<String> options() {
    return Optional.ofNullable(options);
  }

  synchronized Optional<String> end() {
    return Optional.ofNullable(end);
  }

  synchronized Optional<String> undoReason() {
    return Optional.ofNullable(undoReason);
  }

  synchronized boolean wasHealthy(int wave) {
    return healthyWaves.contains((long) wave);
  }

  synchronized Optional<Intent> intent(Place place) {
    return Optional.ofNullable(intents.get(place));
  }

  synchronized Optional<StepResult> result(Place place) {
    return Optional.ofNullable(results.get(place));
  }

  /** Whether it was about to be done, and nobody has said since what came of it. */
  synchronized boolean isOpen(Place place) {
    StepResult result = results.get(place);
    return intents.containsKey(place) && (result == null || result.state() == StepState.UNKNOWN);
  }

  /** What is known of a step on a node at this moment. */
  synchronized StepResult state(Phase phase, String step, NodeId node) {
    StepResult result = results.get(new Place(phase, step, node));
    return result == null ? new StepResult(step, node, StepState.NOT_BEGUN, "") : result;
  }

  /** Remembers what was not recorded because nothing was done. */
  synchronized void remember(Place place, StepResult result) {
    results.put(place, result);
  }
}
