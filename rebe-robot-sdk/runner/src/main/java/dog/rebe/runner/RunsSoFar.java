package dog.rebe.runner;

import dog.rebe.chronicle.ChronicleEntry;
import dog.rebe.chronicle.EntryKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a chronicle tells of all its runs: what they changed, which did not end, and which badly.
 */
final class RunsSoFar {

  /** Begins an entry by which a person lets a robot go on. */
  static final String CLEARED = "cleared";

  private final Instant since;
  private final List<SpentChange> spent = new ArrayList<>();

  /** The robots of runs that did not end. */
  private final Map<String, String> robots = new LinkedHashMap<>();

  private final Map<String, String> all = new HashMap<>();
  private final Map<String, String> lastBad = new LinkedHashMap<>();

  private RunsSoFar(Instant since) {
    this.since = since;
  }

  /** Changes are kept from this moment on; those before it are of no account. */
  static RunsSoFar read(RunHistory history, Instant since) {
    RunsSoFar runs = new RunsSoFar(since);
    history.read(runs::take);
    return runs;
  }

  private void take(ChronicleEntry entry) {
    String what = String.valueOf(entry.fields().get("what"));
    String run = String.valueOf(entry.fields().get("run"));
    if (what.equals("run") && entry.kind() == EntryKind.INTENT) {
      begun(run, entry);
    } else if (what.equals("run") && entry.kind() == EntryKind.OUTCOME) {
      ended(robots.remove(run), entry);
    } else if (what.equals(CLEARED)) {
      lastBad.remove(String.valueOf(entry.fields().get("robot")));
    } else {
      SpentChange.of(entry).filter(change -> change.at().isAfter(since)).ifPresent(spent::add);
    }
  }

  /** Who takes back what a robot did does not want it done again at once. */
  private void begun(String run, ChronicleEntry entry) {
    String robot = String.valueOf(entry.fields().get("robot"));
    robots.put(run, robot);
    all.put(run, robot);
    if (robot.equals(UndoRobot.ID)) {
      Optional<String> undone = UndoGoal.run(String.valueOf(entry.fields().get("goal")));
      undone
          .map(all::get)
          .ifPresent(
              by -> lastBad.put(by, undone.get() + " was taken back by somebody, in " + run + "."));
    }
  }

  private void ended(@org.jspecify.annotations.Nullable String robot, ChronicleEntry entry) {
    if (robot == null) {
      return;
    }
    String end = String.valueOf(entry.fields().get("end"));
    if (end.equals(RunReport.End.COMPLETED.name())) {
      lastBad.remove(robot);
    } else {
      lastBad.put(
          robot,
          entry.fields().get("run") + " ended as " + end + ". " + entry.fields().get("reason"));
    }
  }

  List<SpentChange> spent() {
    return List.copyOf(spent);
  }

  /** The runs of a robot that were begun and not ended, oldest first. */
  List<String> unfinished(String robot) {
    return robots.entrySet().stream()
        .filter(run -> run.getValue().equals(robot))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** How a robot's last run ended, if badly, and nobody has let it go on since. */
  Optional<String> bad(String robot) {
    return Optional.ofNullable(lastBad.get(robot));
  }
}
