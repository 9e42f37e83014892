package dog.rebe.cli;

import dog.rebe.chronicle.ChronicleEntry;
import dog.rebe.chronicle.ChronicleException;
import dog.rebe.chronicle.EntryKind;
import dog.rebe.cli.input.BadInput;
import dog.rebe.cli.input.Shown;
import dog.rebe.realm.Realm;
import dog.rebe.runner.RunHistory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The runs of a realm, as its chronicle tells, without opening it for writing. */
final class RunStories {

  private final Map<String, RunStory> runs = new LinkedHashMap<>();

  private RunStories() {}

  /**
   * Reads them.
   *
   * @throws BadInput if the chronicle is damaged
   */
  static RunStories of(Realm realm) {
    RunStories stories = new RunStories();
    Path entries = realm.chronicleFolder().resolve("entries.jsonl");
    if (Files.exists(entries)) {
      try {
        RunHistory.ofFile(entries).read(stories::take);
      } catch (ChronicleException e) {
        throw new BadInput(String.valueOf(e.getMessage()), e);
      }
    }
    return stories;
  }

  private void take(ChronicleEntry entry) {
    String run = text(entry, "run");
    if (run.isEmpty()) {
      return;
    }
    boolean intent = entry.kind() == EntryKind.INTENT;
    if (text(entry, "what").equals("run") && intent) {
      runs.put(
          run,
          new RunStory(
              run,
              text(entry, "robot"),
              text(entry, "requestedBy"),
              entry.at(),
              0,
              Optional.empty()));
    } else if (text(entry, "what").equals("run") && entry.kind() == EntryKind.OUTCOME) {
      runs.computeIfPresent(run, (id, story) -> story.ended(text(entry, "end")));
    } else if (intent && entry.fields().containsKey("step")) {
      runs.computeIfPresent(run, (id, story) -> story.withStep());
    }
  }

  private static String text(ChronicleEntry entry, String field) {
    return String.valueOf(entry.fields().getOrDefault(field, ""));
  }

  List<RunStory> all() {
    return new ArrayList<>(runs.values());
  }

  /**
   * The run of this id.
   *
   * @throws BadInput if there is none
   */
  RunStory named(String run) {
    RunStory story = runs.get(run);
    if (story == null) {
      throw new BadInput(
          "The realm knows no run "
              + Shown.value(run)
              + ": see which there are with 'rebe robot status'");
    }
    return story;
  }
}
