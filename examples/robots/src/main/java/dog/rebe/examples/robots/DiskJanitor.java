package dog.rebe.examples.robots;

import dog.rebe.change.Digest;
import dog.rebe.change.Plan;
import dog.rebe.change.Precondition;
import dog.rebe.change.Step;
import dog.rebe.node.NodeId;
import dog.rebe.robot.Goal;
import dog.rebe.robot.GoalType;
import dog.rebe.robot.Observer;
import dog.rebe.robot.Robot;
import dog.rebe.robot.RobotManifest;
import dog.rebe.robot.SdkRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Frees space by rules: files of some names in some folders, older than so many days. It works in
 * two runs. The first sets them aside, in a quarantine on the same disk, from which they can be
 * brought back. The second, some days later and with an approval of its own, removes what is in
 * quarantine; that cannot be taken back, and only that frees the space.
 */
public final class DiskJanitor implements Robot<Map<NodeId, List<OldFile>>> {

  /** So that a node's command line stays short; what is left comes in the next run. */
  private static final int MOST_FILES = 200;

  private static final String FOLDER = "/[A-Za-z0-9._/-]*[A-Za-z0-9_]";
  private static final String QUARANTINE = "/var/tmp/rebe-quarantine";

  @Override
  public RobotManifest manifest() {
    return new RobotManifest(
        "dog.rebe.disk-janitor",
        "1.0.0",
        "Frees space by setting old files aside, and removes them later.",
        GoalType.builder()
            .choice("action", "Set old files aside, or remove what was.", "set-aside", "remove")
            .texts("folders", "Where to look.", FOLDER, List.of("/var/log", "/var/cache"))
            .text("names", "Names of files, as find knows them.", "[^/\\p{Cntrl}]+", "*.gz")
            .whole("days", "How many days old they are at least.", 1, 3650, 30)
            .text("quarantine", "Where they are kept meanwhile.", FOLDER, QUARANTINE)
            .phrase("tidy up the old logs")
            .phrase("the disk is full, make some room")
            .build(),
        List.of("names, sizes and times of files"),
        List.of("files:old-files", "files:" + QUARANTINE),
        SdkRange.current());
  }

  @Override
  public Map<NodeId, List<OldFile>> observe(Observer observer, Goal goal) {
    List<String> folders = removes(goal) ? List.of(goal.text("quarantine")) : goal.texts("folders");
    for (String folder : goal.texts("folders")) {
      if ((goal.text("quarantine") + "/").startsWith(folder + "/")) {
        throw new IllegalArgumentException(
            "The quarantine lies within " + folder + ", which is tidied up: put it elsewhere");
      }
    }
    return observer
        .run(
            JanitorCommands.oldFiles(
                folders,
                goal.text("names"),
                removes(goal) ? "-ctime" : "-mtime",
                goal.whole("days")))
        .answers();
  }

  @Override
  public Optional<Plan> plan(Map<NodeId, List<OldFile>> observed, Goal goal) {
    List<Step> steps = new ArrayList<>();
    observed.forEach(
        (node, files) -> {
          if (!files.isEmpty()) {
            steps.add(step(steps.size() + 1, node, shortened(files), goal));
          }
        });
    return steps.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Plan(
                removes(goal)
                    ? "Removes for ever what was set aside."
                    : "Sets old files aside, to be removed later.",
                steps));
  }

  private static Step step(int number, NodeId node, List<OldFile> files, Goal goal) {
    long bytes = files.stream().mapToLong(OldFile::sizeBytes).sum();
    String what = files.size() + " files of " + bytes + " bytes";
    String states = files.stream().map(file -> file.line() + "\n").collect(Collectors.joining());
    Precondition same =
        Precondition.unchanged(
            "The files are as they were.", JanitorCommands.states(files), node, states);
    if (removes(goal)) {
      return Step.of(
              "remove-" + number,
              "Removes " + what + " for ever.",
              JanitorCommands.remove(files),
              List.of(node))
          .requires(same)
          .preview(JanitorCommands.previewRemoval(files));
    }
    String place = goal.text("quarantine") + "/" + Digest.of("janitor:v1", states).abbreviated();
    return Step.of(
            "set-aside-" + number,
            "Sets " + what + " aside.",
            JanitorCommands.setAside(place, files),
            List.of(node))
        .requires(same)
        .preview(JanitorCommands.preview(files))
        .probe(JanitorCommands.isAside(place, files))
        .undo(JanitorCommands.bringBack(place, files));
  }

  private static List<OldFile> shortened(List<OldFile> files) {
    return files.subList(0, Math.min(MOST_FILES, files.size()));
  }

  private static boolean removes(Goal goal) {
    return goal.text("action").equals("remove");
  }
}
