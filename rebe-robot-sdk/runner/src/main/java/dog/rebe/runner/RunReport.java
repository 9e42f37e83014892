package dog.rebe.runner;

import dog.rebe.node.NodeId;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What became of a run.
 *
 * @param run the id of the run
 * @param end how it ended
 * @param reason why it ended so, in words; if it was completed, what stays of a run that it took
 *     back, and empty otherwise
 * @param steps every step on every node, in the order of plan and nodes; copied
 * @param coverage at how many of the nodes of the run the robot could look when it planned
 */
public record RunReport(
    String run, End end, String reason, List<StepResult> steps, Coverage coverage) {

  private static final int MOST_NAMES = 20;

  /** How a run ended. */
  public enum End {
    /**
     * Every step was done, and the robot found all well of what it could look at: see {@link
     * RunReport#isWell}.
     */
    COMPLETED("completed"),
    /** Nothing was begun: the policy, an approval or the plan forbade it. */
    REFUSED("refused"),
    /** It stopped early, before anything had been done on any node. */
    NOTHING_DONE("stopped before anything was done"),
    /** It stopped early, and everything that had been done was taken back. */
    UNDONE("taken back"),
    /** It stopped early, and a person must look: {@link RunReport#account} says at what. */
    HANDED_OVER("handed over to a person");

    private final String words;

    End(String words) {
      this.words = words;
    }

    /** In a few words for people, such as {@code handed over to a person}. */
    public String words() {
      return words;
    }
  }

  public RunReport {
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(end, "end");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(coverage, "coverage");
    steps = List.copyOf(steps);
  }

  /**
   * Whether it was completed, the robot had looked at every node when it planned, and of a run that
   * it took back nothing stays.
   */
  public boolean isWell() {
    return end == End.COMPLETED && reason.isEmpty() && coverage.isWhole();
  }

  /** How many steps on nodes are in this state. */
  public long count(StepState state) {
    return steps.stream().filter(step -> step.state() == state).count();
  }

  /** The run in plain words, one line for each node and step that somebody should look at. */
  public String account() {
    StringBuilder text = new StringBuilder("Run ").append(run).append(": ");
    text.append(
        switch (end) {
          case COMPLETED ->
              isWell()
                  ? "everything was done, and all is well."
                  : ("everything that was planned was done. " + reason).strip();
          case REFUSED -> "nothing was begun. " + reason;
          case NOTHING_DONE -> "it stopped before anything was done. " + reason;
          case UNDONE -> "it stopped, and what had been done was taken back. " + reason;
          case HANDED_OVER -> "it stopped, and somebody must look. " + reason;
        });
    for (StepResult step : steps) {
      String words =
          switch (step.state()) {
            case FAILED -> "did not work";
            case NOT_STARTED -> "could not begin, and nothing was done";
            case UNKNOWN -> "may or may not have been done";
            case UNDO_FAILED -> "was done and could not be taken back";
            case DONE -> end == End.COMPLETED ? "" : "was done and stays";
            case NOT_BEGUN, UNDONE -> "";
          };
      if (!words.isEmpty()) {
        text.append("\n- ").append(step.node()).append(": ").append(step.step());
        text.append(' ').append(words);
        text.append(step.detail().isEmpty() ? "." : ". " + step.detail());
      }
    }
    if (!coverage.isWhole()) {
      text.append("\n").append(coverage.words()).append(planned());
    }
    return text.toString();
  }

  /** What the plan had for the nodes that were not seen; a run that was refused tells no steps. */
  private String planned() {
    if (steps.isEmpty()) {
      return "";
    }
    Set<NodeId> planned = steps.stream().map(StepResult::node).collect(Collectors.toSet());
    Coverage inPlan = coverage.of(one -> planned.contains(one.node()));
    if (inPlan.isWhole()) {
      return " Nothing was planned for what was not seen.";
    }
    String names =
        inPlan.unseen().stream()
            .limit(MOST_NAMES)
            .map(one -> one.node().value())
            .collect(Collectors.joining(", "));
    int more = inPlan.unseen().size() - MOST_NAMES;
    return " Planned for all the same: "
        + names
        + (more > 0 ? " and " + more + " more." : ".")
        + (inPlan.unseen().size() < coverage.unseen().size()
            ? " Nothing was planned for the others."
            : "");
  }
}
